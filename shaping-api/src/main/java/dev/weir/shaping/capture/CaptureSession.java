package dev.weir.shaping.capture;

/** A backend's way into and out of a live engine. Threads may share it. */
public interface CaptureSession {
    /**
     * A new intake for one producer thread.
     *
     * @param kind whether the producer can wait
     * @return an intake with memory of its own
     * @throws IllegalStateException if there are too many intakes
     */
    PacketIntake intake(SourceKind kind);

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
