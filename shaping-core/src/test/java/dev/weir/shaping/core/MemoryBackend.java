package dev.weir.shaping.core;

import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A backend whose producers are the test's, and whose consumer counts. */
class MemoryBackend implements CaptureBackend {
    private final AtomicReference<CaptureSession> session = new AtomicReference<>();
    private final AtomicLong taken = new AtomicLong();
    private final Thread consumer = new Thread(this::consume, "memory-consumer");

    CaptureSession session() {
        return Objects.requireNonNull(session.get());
    }

    long taken() {
        return taken.get();
    }

    @Override
    public void start(CaptureSession given) {
        session.set(given);
        consumer.start();
    }

    private void consume() {
        boolean last = false;
        while (!last) {
            last = session().outlet().closed();
            int some = session()
                    .outlet()
                    .poll((bytes, offset, captured, length, link, direction, token) -> taken.incrementAndGet(), 64);
            if (some == 0 && !last) {
                session().outlet().await(1_000_000);
            }
            last &= some == 0;
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
