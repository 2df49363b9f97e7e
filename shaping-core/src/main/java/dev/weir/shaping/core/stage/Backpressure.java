package dev.weir.shaping.core.stage;

/** The lossless sources that one server has asked to stop. Not thread-safe; allocates nothing. */
final class Backpressure {
    private static final int WORDS = 4;

    private final Outlet outlet;
    private final long[] paused = new long[WORDS];
    private boolean any;

    Backpressure(Outlet outlet) {
        this.outlet = outlet;
    }

    void pause(int source) {
        long bit = 1L << source;
        if ((paused[source >>> 6] & bit) == 0) {
            paused[source >>> 6] |= bit;
            any = true;
            outlet.pause(source);
        }
    }

    void resume() {
        if (!any) {
            return;
        }
        any = false;
        for (int word = 0; word < WORDS; word++) {
            for (long left = paused[word]; left != 0; left &= left - 1) {
                outlet.resume(word << 6 | Long.numberOfTrailingZeros(left));
            }
            paused[word] = 0;
        }
    }
}
