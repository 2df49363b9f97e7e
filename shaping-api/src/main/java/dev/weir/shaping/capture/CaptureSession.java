package dev.weir.shaping.capture;

import dev.weir.shaping.Adapter;

/**
 * A backend's way into and out of a live engine. Threads may share it.
 *
 * <p>A run may have any number of lossy intakes, and 255 lossless ones at a time. A closed lossless intake counts until the engine holds none of its packets
 * and does not have it wait, or its packets would make another wait.
 */
public interface CaptureSession {
    /**
     * A new intake for one producer thread that asks again by itself when it was paused or {@link dev.weir.shaping.Admission#BUSY}. Its packets come from no
     * adapter that is known.
     *
     * @param kind whether the producer can wait
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes
     */
    default PacketIntake intake(SourceKind kind) {
        return intake(kind, Adapter.NONE, () -> {});
    }

    /**
     * A new intake for one producer thread that asks again by itself, whose packets all come from one adapter.
     *
     * @param kind whether the producer can wait
     * @param adapter the adapter
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes, or too many adapters
     * @throws IllegalArgumentException if the adapter's id belongs to another adapter
     */
    default PacketIntake intake(SourceKind kind, Adapter adapter) {
        return intake(kind, adapter, () -> {});
    }

    /**
     * A new intake for one producer thread that is called when it may go on, whose packets come from no adapter that is known.
     *
     * @param kind whether the producer can wait
     * @param onResume as in {@link #intake(SourceKind, Adapter, Runnable)}
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes
     */
    default PacketIntake intake(SourceKind kind, Runnable onResume) {
        return intake(kind, Adapter.NONE, onResume);
    }

    /**
     * A new intake for one producer thread that is called when it may go on, whose packets all come from one adapter. Several intakes may have the same adapter.
     *
     * <p>The call comes after the producer was answered {@link dev.weir.shaping.Admission#BUSY} and room was made, after {@link PacketIntake#paused} has
     * become false, and when the engine knows that the intake is closed. It may come when nobody waits, and before the answer that it belongs to has returned: it
     * should leave a mark, as {@link java.util.concurrent.locks.LockSupport#unpark} or a semaphore does, that the producer finds when it goes to wait.
     *
     * @param kind whether the producer can wait; a lossy one is called only when the intake is closed
     * @param adapter the adapter
     * @param onResume called on the engine's thread, and must not block; what it throws ends the live run, as {@link #failed} does
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes, or too many adapters
     * @throws IllegalArgumentException if the adapter's id belongs to another adapter
     */
    PacketIntake intake(SourceKind kind, Adapter adapter, Runnable onResume);

    /**
     * Where released packets wait for the backend.
     *
     * @return the outlet, always the same; for one consumer thread
     */
    PacketOutlet outlet();

    /**
     * Reports that packets were lost before the backend could hand them in, as a capture's buffer was full. Wait-free.
     *
     * @param packets how many more, 0 or more
     * @throws IllegalArgumentException if negative
     */
    void lost(long packets);

    /**
     * Reports that the backend can go on no more; the live run closes.
     *
     * @param failure why
     */
    void failed(Throwable failure);
}
