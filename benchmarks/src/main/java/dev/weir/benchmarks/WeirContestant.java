package dev.weir.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketHandler;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.IdleStrategy;
import dev.weir.shaping.core.LiveShaping;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.impair.Impairment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Our live engine with a backend in memory: a thread that shapes, and one that takes what it releases. */
final class WeirContestant implements LiveContestant {
    private static final int BURST = 64;
    private static final long LOOK_NANOS = 10_000_000;

    private final byte[] packet = Packets.udp("10.0.0.2", 1, "192.0.2.7", 443)
            .length(LiveTrial.LENGTH)
            .outgoing()
            .bytes();
    private final Departures departures;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final LiveShaping live;
    private @Nullable PacketIntake intake;
    private Thread consumer = new Thread();

    /** A running engine whose line has a limit in bytes per second, or none if 0. */
    WeirContestant(long bytesPerSecond, IdleStrategy idle, int most) {
        departures = new Departures(most);
        Shaper.Builder shaper = Shaper.builder();
        if (bytesPerSecond > 0) {
            shaper.upload(Impairment.parse("limit=" + bytesPerSecond * 8 / 1_000_000 + " Mbit/s"));
        }
        live = shaper.build()
                .live()
                .idle(idle)
                .threadFactory(loop -> {
                    Thread thread = new Thread(loop, "measured-engine");
                    threads.add(thread);
                    return thread;
                })
                .start(new Memory());
    }

    /** Hands out what the engine releases. */
    private final class Memory implements CaptureBackend {
        @Override
        public void start(CaptureSession session) {
            intake = session.intake(SourceKind.LOSSY);
            consumer = new Thread(() -> consume(session.outlet()), "measured-consumer");
            threads.add(consumer);
            consumer.start();
        }

        /** The consumer ends by itself, when the outlet says so. */
        @Override
        public void close() {}
    }

    private void consume(PacketOutlet outlet) {
        PacketHandler handler =
                (array, offset, captured, length, linkType, direction, token) -> departures.add((int) token);
        while (!outlet.closed()) {
            if (outlet.poll(handler, BURST) == 0) {
                outlet.await(LOOK_NANOS);
            }
        }
    }

    @Override
    public boolean offer(int id) {
        PacketIntake into = intake;
        return into != null
                && into.offer(packet, 0, packet.length, packet.length, LinkType.ETHERNET, Direction.OUTGOING, id)
                        == Admission.ACCEPTED;
    }

    @Override
    public List<Thread> threads() {
        return threads;
    }

    @Override
    public Departures departures() {
        return departures;
    }

    @Override
    public void close() {
        live.close();
        Uninterruptibles.joinUninterruptibly(consumer);
    }
}
