package dev.weir.benchmarks;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.ReleasedPacket;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.QueueDiscipline;
import java.time.Duration;
import java.util.PriorityQueue;

/**
 * How long packets of two flows wait for a link of 8 Mbit/s. The greedy one keeps a window of packets under way that grows by one each round trip of 50 ms, and halves when one is
 * dropped; the sparse one sends 100 bytes every 20 ms.
 */
final class QueueDelays {
    static final int BIN_MILLIS = 50;

    private static final int BINS = 200;
    private static final long MILLI = 1_000_000;
    private static final long STEP_NANOS = 100_000;
    private static final long ROUND_TRIP_NANOS = 50 * MILLI;
    private static final int GREEDY_PORT = 5_000;
    private static final int SPARSE_PORT = 5_001;
    private static final Frame GREEDY = frame(GREEDY_PORT, 958);
    private static final Frame SPARSE = frame(SPARSE_PORT, 58);

    private final double[] greedyMillis = new double[BINS];
    private final double[] sparseMillis = new double[BINS];
    private final PriorityQueue<Long> answers = new PriorityQueue<>();
    private double window = 10;
    private long lost;
    private long halvedNanos = -ROUND_TRIP_NANOS;

    private QueueDelays() {}

    static QueueDelays under(QueueDiscipline discipline) {
        QueueDelays delays = new QueueDelays();
        delays.run(discipline);
        return delays;
    }

    double[] greedyMillis() {
        return greedyMillis.clone();
    }

    double[] sparseMillis() {
        return sparseMillis.clone();
    }

    private static Frame frame(int port, int payload) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).payload(payload).outgoing();
    }

    private void run(QueueDiscipline discipline) {
        Impairment line = Impairment.builder()
                .rate(Rate.megabitsPerSecond(8))
                .discipline(discipline)
                .build();
        Simulation simulation = Shaper.builder().upload(line).seed(1).build().simulate();
        simulation.onRelease(this::released);
        long end = BINS * BIN_MILLIS * MILLI;
        for (long now = 0; now < end; now += STEP_NANOS) {
            while (!answers.isEmpty() && answers.peek() <= now) {
                answers.remove();
            }
            DirectionReport report = simulation.report().outgoing();
            if (report.packetsDropped() > lost) {
                lost = report.packetsDropped();
                halve(now);
            }
            for (long flying = report.packetsHeld() + answers.size(); flying < window; flying++) {
                simulation.offer(GREEDY);
            }
            if (now % (20 * MILLI) == 0) {
                simulation.offer(SPARSE);
            }
            simulation.run(Duration.ofNanos(STEP_NANOS));
        }
    }

    private void halve(long now) {
        if (now - halvedNanos > ROUND_TRIP_NANOS) {
            window = Math.max(2, window / 2);
            halvedNanos = now;
        }
    }

    private void released(ReleasedPacket packet) {
        double millis = (packet.releaseNanos() - packet.arrivalNanos()) / 1e6;
        int bin = (int) Math.min(BINS - 1, packet.arrivalNanos() / (BIN_MILLIS * MILLI));
        if (packet.length() < 500) {
            sparseMillis[bin] = Math.max(sparseMillis[bin], millis);
            return;
        }
        window += 1 / window;
        answers.add(packet.releaseNanos() + ROUND_TRIP_NANOS);
        greedyMillis[bin] = Math.max(greedyMillis[bin], millis);
    }
}
