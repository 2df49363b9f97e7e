package dev.weir.shaping.core;

import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketHandler;

/** A backend whose producers are the test's, and whose one consumer thread takes what leaves, until the end. */
abstract class ConsumingBackend extends SilentBackend implements PacketHandler {
    private static final long LOOK_NANOS = 100_000;
    private final Thread consumer = new Thread(this::consume, "consumer");

    @Override
    public void start(CaptureSession given) {
        super.start(given);
        consumer.start();
    }

    /** Whether the consumer leaves everything where it is. */
    boolean rests() {
        return false;
    }

    private void consume() {
        boolean last = false;
        while (!last) {
            last = session().outlet().closed();
            while (!rests() && session().outlet().poll(this, 64) > 0) {}
            if (!last) {
                session().outlet().await(LOOK_NANOS);
            }
        }
    }

    @Override
    public void close() {
        try {
            consumer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
