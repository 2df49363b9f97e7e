package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and links release every packet at the nanosecond that exact arithmetic says, and drop the same packets. */
class ServerDifferentialTest {
    private static final int ROUNDS = 60;
    private static final int PACKETS = 400;
    private static final byte[] HEADERS =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().bytes();

    private static List<Long> shaped(List<ExactLine.Arrival> arrivals, Impairment line, DropReason full) {
        Long[] releases = new Long[arrivals.size()];
        Arrays.fill(releases, ExactLine.DROPPED);
        Simulation simulation = Shaper.builder()
                .upload(line)
                .packetMemory(DataSize.ofBytes(1L << 40))
                .build()
                .simulate()
                .onRelease(packet -> releases[(int) packet.token()] = packet.releaseNanos());
        int index = 0;
        for (ExactLine.Arrival arrival : arrivals) {
            simulation.offer(
                    arrival.nanos(),
                    HEADERS,
                    0,
                    Math.min(HEADERS.length, arrival.length()),
                    arrival.length(),
                    LinkType.ETHERNET,
                    Direction.OUTGOING,
                    index++);
        }
        DirectionReport report = simulation.runToIdle().outgoing();
        long dropped = Arrays.stream(releases)
                .filter(nanos -> nanos == ExactLine.DROPPED)
                .count();
        assertThat(report.packetsDropped()).isEqualTo(dropped);
        assertThat(report.drops()).allMatch(drop -> drop.reason() == full);
        assertThat(report.packetsHeld()).isZero();
        return Arrays.asList(releases);
    }

    /** Arrivals around a rate, in bursts and with pauses, of packets from nothing to far above any burst. */
    private static List<ExactLine.Arrival> traffic(SplittableRandom random, double bitsPerSecond, int maxLength) {
        List<ExactLine.Arrival> arrivals = new ArrayList<>();
        double load = 0.5 + random.nextDouble();
        long nanos = random.nextInt(3) * 1_000_000_007L;
        for (int i = 0; i < PACKETS; i++) {
            int length =
                    switch (random.nextInt(12)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(64);
                        case 2 -> random.nextInt(maxLength * 10);
                        default -> random.nextInt(maxLength);
                    };
            arrivals.add(new ExactLine.Arrival(nanos, length));
            double time = 8e9 * length / bitsPerSecond / load;
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {}
                case 3 -> nanos += (long) (time * 3 * random.nextDouble() * 10);
                default -> nanos += (long) (time * 2 * random.nextDouble());
            }
        }
        return arrivals;
    }

    private static long rate(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> 8 * Math.max(1, (long) Math.pow(10, random.nextDouble(10.1)));
            case 1 -> (long) Math.pow(10, random.nextInt(12));
            default -> Math.max(1, (long) Math.pow(10, random.nextDouble(11.0)));
        };
    }

    /** A bound as it is asked for, and what it comes to. */
    private record Queue(@Nullable QueueLimit limit, long bytes, long packets) {
        Impairment.Builder impairment() {
            Impairment.Builder builder = Impairment.builder();
            return limit == null ? builder : builder.queue(limit);
        }
    }

    private static long bytesIn(long bitsPerSecond, long micros) {
        return BigInteger.valueOf(bitsPerSecond)
                .multiply(BigInteger.valueOf(micros))
                .divide(BigInteger.valueOf(8_000_000))
                .longValueExact();
    }

    private static Queue queue(SplittableRandom random, long bitsPerSecond, long defaultMicros) {
        long unbounded = Long.MAX_VALUE;
        long bytes = random.nextInt(20_000);
        long packets = random.nextInt(12);
        long micros = random.nextLong(2_000_000);
        return switch (random.nextInt(4)) {
            case 0 -> new Queue(QueueLimit.bytes(DataSize.ofBytes(bytes)), bytes, unbounded);
            case 1 -> new Queue(QueueLimit.packets(packets), unbounded, packets);
            case 2 ->
                new Queue(
                        QueueLimit.time(Duration.of(micros, ChronoUnit.MICROS)),
                        bytesIn(bitsPerSecond, micros),
                        unbounded);
            default -> new Queue(null, Math.max(65_536, bytesIn(bitsPerSecond, defaultMicros)), unbounded);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void limits_bytes_exactly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long rate = rate(random);
            Queue queue = queue(random, rate, 500_000);
            List<ExactLine.Arrival> arrivals = traffic(random, (double) rate, 1 + random.nextInt(9_000));
            Impairment line = queue.impairment().limit(Rate.bitsPerSecond(rate)).build();
            assertThat(shaped(arrivals, line, DropReason.LIMIT_QUEUE_FULL))
                    .as("%s, round %d", line, round)
                    .isEqualTo(ExactLine.limit(arrivals, rate, 0, queue.bytes, queue.packets));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void limits_packets_exactly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long rate = Math.max(1, (long) Math.pow(10, random.nextDouble(9.0)));
            List<ExactLine.Arrival> arrivals = traffic(random, rate * 8_000.0, 1_000);
            long packets = random.nextInt(100);
            Impairment.Builder line = Impairment.builder().limit(RateLimit.packets(rate));
            if (packets % 2 == 0) {
                line.queue(QueueLimit.packets(packets));
            } else {
                packets = Math.max(64, rate / 2);
            }
            assertThat(shaped(arrivals, line.build(), DropReason.LIMIT_QUEUE_FULL))
                    .as("%d packets/s, round %d", rate, round)
                    .isEqualTo(ExactLine.limit(arrivals, 0, rate, Long.MAX_VALUE, packets));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void limits_bytes_and_packets_together_exactly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long rate = rate(random);
            long perSecond =
                    Math.max(1, Math.min(RateLimit.MAX_PACKETS_PER_SECOND, rate / (8 + random.nextInt(8_000))));
            Queue queue = queue(random, rate, 500_000);
            List<ExactLine.Arrival> arrivals = traffic(random, (double) rate, 1 + random.nextInt(3_000));
            RateLimit limit = new RateLimit(Rate.bitsPerSecond(rate), perSecond);
            assertThat(shaped(arrivals, queue.impairment().limit(limit).build(), DropReason.LIMIT_QUEUE_FULL))
                    .as("%s, round %d", limit, round)
                    .isEqualTo(ExactLine.limit(arrivals, rate, perSecond, queue.bytes, queue.packets));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11})
    void serialises_exactly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long rate = rate(random);
            Queue queue = queue(random, rate, 100_000);
            List<ExactLine.Arrival> arrivals = traffic(random, (double) rate, 1 + random.nextInt(9_000));
            Impairment line = queue.impairment().rate(Rate.bitsPerSecond(rate)).build();
            assertThat(shaped(arrivals, line, DropReason.LINK_QUEUE_FULL))
                    .as("%s, round %d", line, round)
                    .isEqualTo(ExactLine.link(arrivals, rate, queue.bytes, queue.packets));
        }
    }
}
