package dev.weir.benchmarks;

/** When packets left, in the order they did. Written by one thread; read by others once it has ended. */
final class Departures {
    private final int[] ids;
    private final long[] nanos;
    private volatile int count;

    Departures(int most) {
        ids = new int[most];
        nanos = new long[most];
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void add(int id) {
        int place = count;
        if (place < ids.length) {
            ids[place] = id;
            nanos[place] = System.nanoTime();
            count = place + 1;
        }
    }

    int count() {
        return count;
    }

    int id(int place) {
        return ids[place];
    }

    long nanos(int place) {
        return nanos[place];
    }
}
