package dev.weir.benchmarks;

import static dev.weir.shaping.Priorities.delay;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.FidelityReport;
import dev.weir.shaping.core.IdleStrategy;
import dev.weir.shaping.core.LiveShaping;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A live run that delays packets of 256 flows by 10 ms with 5 ms of jitter; a thread of its backend takes them. */
final class LiveReleaser implements Releaser, CaptureBackend {
    private static final int PORT_AT = 21;
    private final byte[] packet = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
            .length(100)
            .outgoing()
            .bytes();
    private final Thread consumer = new Thread(this::consume, "consumer");
    private final LiveShaping live;
    private @Nullable CaptureSession session;
    private @Nullable PacketIntake intake;
    private @Nullable Thread engine;
    private long taken;

    LiveReleaser(IdleStrategy strategy) {
        Priority priority = delay(10, 5);
        live = Shaper.builder()
                .rule("later", (packet, context) -> priority)
                .build()
                .live()
                .idle(strategy)
                .threadFactory(this::engine)
                .start(this);
    }

    private Thread engine(Runnable loop) {
        engine = new Thread(loop, "engine");
        return engine;
    }

    @Override
    public void start(CaptureSession given) {
        session = given;
        intake = given.intake(SourceKind.LOSSY);
        consumer.start();
    }

    private void consume() {
        CaptureSession from = Objects.requireNonNull(session);
        boolean last = false;
        while (!last) {
            last = from.outlet().closed();
            while (from.outlet().poll(this::take, 64) > 0) {}
            from.outlet().await(1_000_000);
        }
    }

    private void take(byte[] array, int offset, int captured, int length, LinkType link, Direction way, long token) {
        taken++;
    }

    @Override
    public void submit(long delayNanos) {
        packet[PORT_AT]++;
        Objects.requireNonNull(intake)
                .offer(packet, 0, packet.length, packet.length, LinkType.RAW_IP, Direction.OUTGOING, taken);
    }

    @Override
    public Thread thread() {
        return Objects.requireNonNull(engine);
    }

    @Override
    public ReleaseErrors errors() {
        FidelityReport fidelity = live.fidelity();
        return new ReleaseErrors(
                fidelity.releases(),
                fidelity.p50().toNanos(),
                fidelity.p90().toNanos(),
                fidelity.p99().toNanos(),
                fidelity.p999().toNanos(),
                fidelity.early(),
                fidelity.packetsLost());
    }

    /** Closes the run, or, when the run calls, the backend. */
    @Override
    public void close() {
        if (Thread.currentThread() != engine) {
            live.close();
            return;
        }
        try {
            consumer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
