package dev.weir.shaping.core.live;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/** What other threads ask the engine's thread to do, in order and bounded. Adding is lock-free while there is room; taking is for one thread. */
final class Commands {
    private static final int MOST = 1_024;
    private static final long LOOK_NANOS = 100_000;
    private final MpscVarHandleArrayQueue<Runnable> queue = new MpscVarHandleArrayQueue<>(MOST);

    /**
     * Any thread: adds a command; waits while there is no room, unless that is for nothing.
     *
     * @throws IllegalStateException if there is no room and it is hopeless to wait for any
     */
    void add(Runnable command, BooleanSupplier hopeless) {
        while (!queue.offer(command)) {
            if (hopeless.getAsBoolean()) {
                throw new IllegalStateException("commands that wait must be at most " + MOST);
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The engine's thread: runs what waits now; what that adds runs next time. */
    void run() {
        for (int left = queue.size(); left > 0; left--) {
            Runnable next = queue.relaxedPoll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }
}
