package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactnessTest {
    private static final byte[] HEADERS =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().bytes();
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_LENGTH = 1_514;

    private final List<long[]> released = new ArrayList<>();
    private Simulation last = Shaper.builder().build().simulate();

    /** Twice the rate for a while, in packets of any size. */
    private void overload(Impairment line, long bitsPerSecond, int packets) {
        SplittableRandom random = new SplittableRandom(bitsPerSecond);
        Simulation simulation = Shaper.builder()
                .upload(line)
                .packetMemory(DataSize.ofBytes(1L << 30))
                .build()
                .simulate()
                .onRelease(packet -> released.add(new long[] {packet.releaseNanos(), packet.length()}));
        long nanos = 0;
        for (int i = 0; i < packets; i++) {
            int length = 60 + random.nextInt(MAX_LENGTH - 60 + 1);
            simulation.offer(nanos, HEADERS, 0, HEADERS.length, length, LinkType.ETHERNET, Direction.OUTGOING, i);
            nanos += random.nextLong(8L * length * SECOND / bitsPerSecond);
        }
        last = simulation;
    }

    /** The most by which the bits of any window exceed what the rate passes in it: a running maximum over all starts. */
    private double largestExcess(long bitsPerSecond, long shortestNanos) {
        double excess = 0;
        double lowest = Double.MAX_VALUE;
        long bits = 0;
        int start = 0;
        double[] before = new double[released.size()];
        for (int i = 0; i < released.size(); i++) {
            double passed = (double) bitsPerSecond * released.get(i)[0] / SECOND;
            before[i] = bits - passed;
            bits += 8 * released.get(i)[1];
            while (released.get(start)[0] <= released.get(i)[0] - shortestNanos) {
                lowest = Math.min(lowest, before[start++]);
            }
            excess = Math.max(excess, bits - passed - lowest);
        }
        return excess;
    }

    @ParameterizedTest
    @ValueSource(longs = {8_000, 64_000, 400_000, 1_234_567, 8_000_000, 100_000_000})
    void limits_over_any_window(long bitsPerSecond) {
        overload(Impairment.builder().limit(Rate.bitsPerSecond(bitsPerSecond)).build(), bitsPerSecond, 30_000);
        long burst = Math.max(8 * 1_514, bitsPerSecond / 100);
        assertThat(largestExcess(bitsPerSecond, SECOND)).isBetween(-8.0 * MAX_LENGTH, (double) burst + 8 * MAX_LENGTH);
        assertAverage(bitsPerSecond, burst);
    }

    @ParameterizedTest
    @ValueSource(longs = {8_000, 64_000, 400_000, 1_234_567, 8_000_000, 100_000_000})
    void serialises_at_the_rate(long bitsPerSecond) {
        overload(Impairment.builder().rate(Rate.bitsPerSecond(bitsPerSecond)).build(), bitsPerSecond, 30_000);
        assertThat(largestExcess(bitsPerSecond, 1)).isLessThanOrEqualTo(8.0 * MAX_LENGTH + 1e-3 + bitsPerSecond / 1e9);
        assertAverage(bitsPerSecond, 0);
        ShapingReport report = last.report();
        LinkReport link = Objects.requireNonNull(report.outgoing().link());
        assertThat(link.configuredRate()).isEqualTo(Rate.bitsPerSecond(bitsPerSecond));
        assertThat(link.achievedBitsPerSecond()).isCloseTo((double) bitsPerSecond, withinPercentage(1e-4));
        assertThat(link.bytesSent()).isEqualTo(report.outgoing().bytesOut());
    }

    private void assertAverage(long bitsPerSecond, long burst) {
        long first = released.get(0)[0];
        long time = released.get(released.size() - 1)[0] - first;
        long bits = 8 * released.stream().skip(1).mapToLong(packet -> packet[1]).sum() - burst;
        assertThat((double) bits * SECOND / time).isCloseTo((double) bitsPerSecond, withinPercentage(0.1));
    }
}
