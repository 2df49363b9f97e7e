package dev.weir.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/*
 * A shutdown hook runs beside the main thread and the process ends with the last hook. Interrupting the main thread closes the
 * channel it reads or writes, so that it leaves all its try statements, which delete what is half written; the hook waits for that.
 */
/** Lets a command clean up when its process is asked to end, as by Ctrl-C. */
final class Interruption {
    private static final long PATIENCE_SECONDS = 3;

    private final Thread worker;
    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::end, "interruption"));
        return interruption;
    }

    /** The command is done: there is nothing to clean up. */
    void over() {
        over.countDown();
    }

    private void end() {
        if (over.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            boolean clean = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assert clean : "the command did not stop";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
