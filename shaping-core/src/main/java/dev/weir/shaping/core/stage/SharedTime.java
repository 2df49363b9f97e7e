package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Framing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * The time of one serialising link that several engines use: when it is free again. Each packet reserves the time its bits take, behind
 * all that was reserved before. Thread-safe; reserving is lock-free and allocates nothing.
 */
public final class SharedTime {
    /*
     * The time the link is free is whole nanoseconds and a fraction in units of 1/rate nanoseconds, as in LinkStage, so nothing is rounded, ever.
     * The two do not fit one word. Each user owns a pair of cells; the head names the cell that counts, with a version. A user reads the cell,
     * writes the result to that cell of its own pair that does not count, and moves the head to it by compare-and-set. A cell is never written while it
     * counts; one that was written while it was read no longer counts, its version has passed, and the compare-and-set fails.
     */
    /** Says that a packet would leave later than allowed. */
    public static final long REFUSED = Long.MIN_VALUE;

    private static final int CELL_BITS = 20;
    private static final int CELL_MASK = (1 << CELL_BITS) - 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final VarHandle HEAD;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(SharedTime.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long bitsPerSecond;
    private final Framing framing;
    private volatile long[][] cells = {cell()};
    private WeakReference<?>[] owners = new WeakReference<?>[0];

    @SuppressWarnings("UnusedVariable") // through HEAD
    private volatile long head;

    /**
     * A link that is free.
     *
     * @param rate the rate
     * @param framing what it sends besides the bytes of packets
     */
    public SharedTime(Rate rate, Framing framing) {
        this.bitsPerSecond = rate.bitsPerSecond();
        this.framing = framing;
    }

    /** A cell in the middle of three cache lines: nanoseconds, fraction. */
    private static long[] cell() {
        long[] cell = new long[24];
        cell[8] = Long.MIN_VALUE;
        return cell;
    }

    /**
     * Gives a user its pair of cells. A pair whose user is gone is given out again.
     *
     * @param user who reserves, from one thread at a time
     * @return the number of the first cell
     */
    public synchronized int attach(Object user) {
        for (int i = 0; i < owners.length; i++) {
            if (owners[i].refersTo(null)) {
                owners[i] = new WeakReference<>(user);
                return 1 + 2 * i;
            }
        }
        int first = cells.length;
        if (first + 1 > CELL_MASK) {
            throw new IllegalStateException("users of one link must be at most " + owners.length);
        }
        owners = Arrays.copyOf(owners, owners.length + 1);
        owners[owners.length - 1] = new WeakReference<>(user);
        long[][] more = Arrays.copyOf(cells, first + 2);
        more[first] = cell();
        more[first + 1] = cell();
        cells = more;
        return first;
    }

    /**
     * Reserves the time of a packet.
     *
     * @param user what {@link #attach} gave to the calling thread
     * @param length the packet's length in bytes
     * @param nowNanos the time
     * @param maxNanos how much later than now the packet may leave, if the link is not free
     * @return the first whole nanosecond at which its last bit is out, or {@link #REFUSED} if that is later than allowed
     */
    public long reserve(int user, int length, long nowNanos, long maxNanos) {
        long work = 8L * framing.framed(length) * NANOS_PER_SECOND;
        while (true) {
            long seen = head;
            int current = (int) seen & CELL_MASK;
            long[] cell = cells[current];
            long free = (long) LONGS.getAcquire(cell, 8);
            long fraction = (long) LONGS.getAcquire(cell, 9);
            boolean waits = free > nowNanos || free == nowNanos && fraction > 0;
            long total = work + (waits ? fraction : 0);
            long end = later(waits ? free : nowNanos, total / bitsPerSecond);
            long endFraction = total % bitsPerSecond;
            long due = later(end, endFraction == 0 ? 0 : 1);
            if (waits && due - nowNanos > maxNanos) {
                if (head == seen) {
                    return REFUSED;
                }
                continue;
            }
            int mine = current == user ? user + 1 : user;
            long[] target = cells[mine];
            LONGS.setRelease(target, 8, end);
            LONGS.setRelease(target, 9, endFraction);
            if (HEAD.compareAndSet(this, seen, ((seen >>> CELL_BITS) + 1) << CELL_BITS | mine)) {
                return due;
            }
        }
    }

    /** How long the link still needs for what is reserved, rounded up; 0 if it is free. */
    long waitNanos(long nowNanos) {
        while (true) {
            long seen = head;
            long[] cell = cells[(int) seen & CELL_MASK];
            long free = (long) LONGS.getAcquire(cell, 8);
            long fraction = (long) LONGS.getAcquire(cell, 9);
            if (head == seen) {
                long due = later(free, fraction == 0 ? 0 : 1);
                return due <= nowNanos ? 0 : due - nowNanos;
            }
        }
    }

    private static long later(long nanos, long waitNanos) {
        long sum = nanos + waitNanos;
        return sum < nanos ? Long.MAX_VALUE : sum;
    }
}
