package dev.weir.shaping.capture;

import dev.weir.shaping.Adapter;

/** A backend's way into and out of a live engine. Threads may share it. */
public interface CaptureSession {
    /**
     * A new intake for one producer thread, whose packets come from no adapter that is known.
     *
     * @param kind whether the producer can wait
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes
     */
    default PacketIntake intake(SourceKind kind) {
        return intake(kind, Adapter.NONE);
    }

    /**
     * A new intake for one producer thread, whose packets all come from one adapter. Several intakes may have the same adapter.
     *
     * @param kind whether the producer can wait
     * @param adapter the adapter
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes, or too many adapters
     * @throws IllegalArgumentException if its id belongs to another adapter
     */
    PacketIntake intake(SourceKind kind, Adapter adapter);

    /**
     * Where released packets wait for the backend.
     *
     * @return the outlet, always the same; for one consumer thread
     */
    PacketOutlet outlet();

    /**
     * Reports that the backend can go on no more; the live run closes.
     *
     * @param failure why
     */
    void failed(Throwable failure);
}
