package dev.weir.shaping.core.live;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/** What other threads ask the engine's thread to do, in order and bounded. Adding is lock-free while there is room; taking is for one thread. */
final class Commands {
    private static final int MOST = 1_024;
    private static final long LOOK_NANOS = 100_000;
    private final MpscVarHandleArrayQueue<Runnable> queue = new MpscVarHandleArrayQueue<>(MOST);

    /** Any thread: adds a command, and waits while there is no room; answers false if that is for nothing. */
    boolean add(Runnable command, BooleanSupplier hopeless) {
        while (!queue.offer(command)) {
            if (hopeless.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    /**
     * Any thread: adds a command without waiting.
     *
     * @throws IllegalStateException if there is no room
     */
    void addNow(Runnable command) {
        if (!queue.offer(command)) {
            throw new IllegalStateException("commands that wait must be at most " + MOST);
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
