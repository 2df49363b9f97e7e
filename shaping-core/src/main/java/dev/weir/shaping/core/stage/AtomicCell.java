package dev.weir.shaping.core.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * Three numbers that many threads read and replace as one. Thread-safe; reading and replacing are lock-free and allocate nothing.
 *
 * <p>To change them: take the {@link #head}, {@link #get} what it names, and {@link #replace} it, until that succeeds. To read them only: take the head,
 * get, and take them as they are if the head {@link #isHead is still the same}.
 */
final class AtomicCell {
    /*
     * Three numbers do not fit one word. Each user owns a pair of cells; the head names the cell that counts, with a version. A user reads the cell that counts,
     * writes the result to that cell of its own pair that does not, and moves the head to it by compare-and-set. A cell is never written while it
     * counts; one that was written while it was read no longer counts, its version has passed, and the compare-and-set fails.
     */
    private static final int NUMBERS = 3;
    private static final int PLACE = 8;
    private static final int CELL_LONGS = 24;
    private static final int CELL_BITS = 20;
    private static final int CELL_MASK = (1 << CELL_BITS) - 1;
    private static final VarHandle HEAD;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(AtomicCell.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long[][] cells = {new long[CELL_LONGS]};
    private WeakReference<?>[] owners = new WeakReference<?>[0];

    @SuppressWarnings("UnusedVariable") // through HEAD
    private volatile long head;

    AtomicCell(long first, long second, long third) {
        write(0, first, second, third);
    }

    private void write(int cell, long first, long second, long third) {
        long[] numbers = cells[cell];
        LONGS.setRelease(numbers, PLACE, first);
        LONGS.setRelease(numbers, PLACE + 1, second);
        LONGS.setRelease(numbers, PLACE + 2, third);
    }

    /**
     * Gives a user its pair of cells. A pair whose user is gone is given out again.
     *
     * @param user who replaces, from one thread at a time
     * @return the user's number
     */
    synchronized int attach(Object user) {
        for (int i = 0; i < owners.length; i++) {
            if (owners[i].refersTo(null)) {
                owners[i] = new WeakReference<>(user);
                return 1 + 2 * i;
            }
        }
        int first = cells.length;
        if (first + 1 > CELL_MASK) {
            throw new IllegalStateException("users of one cell must be at most " + owners.length);
        }
        owners = Arrays.copyOf(owners, owners.length + 1);
        owners[owners.length - 1] = new WeakReference<>(user);
        long[][] more = Arrays.copyOf(cells, first + 2);
        more[first] = new long[CELL_LONGS];
        more[first + 1] = new long[CELL_LONGS];
        cells = more;
        return first;
    }

    /** What counts now. */
    long head() {
        return head;
    }

    boolean isHead(long seen) {
        return head == seen;
    }

    /** A number, 0 to 2, of what counted; torn if that does not count any more. */
    long get(long seen, int number) {
        assert number < NUMBERS;
        return (long) LONGS.getAcquire(cells[(int) seen & CELL_MASK], PLACE + number);
    }

    /** Replaces what counted, unless it does not count any more. */
    boolean replace(int user, long seen, long first, long second, long third) {
        int mine = ((int) seen & CELL_MASK) == user ? user + 1 : user;
        write(mine, first, second, third);
        return HEAD.compareAndSet(this, seen, ((seen >>> CELL_BITS) + 1) << CELL_BITS | mine);
    }
}
