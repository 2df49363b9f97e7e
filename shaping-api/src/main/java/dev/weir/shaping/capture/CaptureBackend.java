package dev.weir.shaping.capture;

/**
 * Where live packets come from and go to. One backend serves one live run. {@link #start} and {@link #close} are called by different
 * threads, one after the other.
 */
public interface CaptureBackend extends AutoCloseable {
    /**
     * Starts to hand in packets and to take released ones, on threads of the backend's own. Returns at once.
     *
     * @param session the way into and out of the engine
     * @throws RuntimeException if it cannot start; it is closed then
     */
    void start(CaptureSession session);

    /**
     * Sends what {@link CaptureSession#outlet} still holds, and ends the backend's threads and frees what it has. The engine has ended by
     * then. Does nothing when called again. Must not wait for a thread that itself waits for the live run to close.
     */
    @Override
    void close();
}
