package dev.weir.shaping.core;

import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A backend whose producers are the test's, and that never asks for what leaves. */
class SilentBackend implements CaptureBackend {
    private final AtomicReference<CaptureSession> session = new AtomicReference<>();

    CaptureSession session() {
        return Objects.requireNonNull(session.get());
    }

    @Override
    public void start(CaptureSession given) {
        session.set(given);
    }

    @Override
    public void close() {}
}
