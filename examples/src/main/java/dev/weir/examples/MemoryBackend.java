package dev.weir.examples;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The least that a backend needs: one thread hands in a list of frames, another takes what is released. A pattern for backends of your own.
 *
 * <p>Serves one run. The threads of the caller may ask for what was taken after the run is closed.
 */
public final class MemoryBackend implements CaptureBackend {
    private static final int BURST = 64;
    private static final long WAIT_NANOS = 10_000_000;
    private final List<Frame> frames;
    private final List<Long> taken = new ArrayList<>();
    private final Semaphore room = new Semaphore(0);
    private Thread producer = new Thread(() -> {});
    private Thread consumer = new Thread(() -> {});

    /**
     * A backend that hands in some frames.
     *
     * @param frames the frames in order
     */
    public MemoryBackend(List<Frame> frames) {
        this.frames = List.copyOf(frames);
    }

    @Override
    public void start(CaptureSession session) {
        PacketIntake intake = session.intake(SourceKind.LOSSLESS, room::release);
        producer = new Thread(() -> produce(intake), "memory-in");
        consumer = new Thread(() -> consume(session.outlet()), "memory-out");
        producer.start();
        consumer.start();
    }

    private void produce(PacketIntake intake) {
        long token = 0;
        for (Frame frame : frames) {
            Admission answer = offer(intake, frame, token);
            while (answer == Admission.BUSY) {
                room.acquireUninterruptibly();
                answer = offer(intake, frame, token);
            }
            token++;
        }
    }

    private static Admission offer(PacketIntake intake, Frame frame, long token) {
        byte[] bytes = frame.bytes();
        return intake.offer(bytes, 0, bytes.length, frame.length(), frame.linkType(), frame.direction(), token);
    }

    private void consume(PacketOutlet outlet) {
        boolean last = false;
        while (!last) {
            last = outlet.closed();
            while (outlet.poll(this::take, BURST) > 0) {}
            if (!last) {
                outlet.await(WAIT_NANOS);
            }
        }
    }

    private void take(byte[] array, int offset, int captured, int length, LinkType link, Direction way, long token) {
        taken.add(token);
    }

    /**
     * Waits until all frames are handed in.
     *
     * @throws InterruptedException if interrupted
     */
    public void awaitProducer() throws InterruptedException {
        producer.join();
    }

    /** Called by the run when the engine has ended: the consumer takes what is left, then ends. */
    @Override
    public void close() {
        try {
            consumer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The numbers of the frames that were released, in order.
     *
     * @return the list
     */
    public List<Long> taken() {
        return List.copyOf(taken);
    }
}
