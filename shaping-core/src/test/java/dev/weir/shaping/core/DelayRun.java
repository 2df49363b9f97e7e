package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Packets of some flows in turn, sent through an impairment: how long each was held back, and in which order they left. */
final class DelayRun {
    final long[] delays;
    final List<Integer> order = new ArrayList<>();

    private DelayRun(int packets) {
        delays = new long[packets];
    }

    static DelayRun of(Simulation simulation, int packets, int flows, long gapNanos) {
        DelayRun run = new DelayRun(packets);
        simulation.onRelease(packet -> {
            run.delays[(int) packet.token()] = packet.releaseNanos() - packet.arrivalNanos();
            run.order.add((int) packet.token());
        });
        byte[][] frames = new byte[flows][];
        Arrays.setAll(frames, LossRun::bytes);
        for (int i = 0; i < packets; i++) {
            byte[] frame = frames[i % flows];
            simulation.offer(
                    i * gapNanos, frame, 0, frame.length, frame.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
        simulation.runToIdle();
        return run;
    }

    double[] values() {
        return Arrays.stream(delays).asDoubleStream().toArray();
    }

    double mean() {
        return Arrays.stream(delays).average().orElseThrow();
    }

    double deviation() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(delays)
                .mapToDouble(delay -> (delay - mean) * (delay - mean))
                .average()
                .orElseThrow());
    }

    long percentile(double share) {
        long[] sorted = delays.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    /** The Kolmogorov-Smirnov distance to a distribution given by its share of delays up to one. */
    double distance(DoubleUnaryOperator share) {
        long[] sorted = delays.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = share.applyAsDouble((double) sorted[i]);
            distance = Math.max(
                    distance, Math.max((i + 1.0) / sorted.length - expected, expected - (double) i / sorted.length));
        }
        return distance;
    }

    static double autocorrelation(double[] values, int lag) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < values.length; i++) {
            variance += (values[i] - mean) * (values[i] - mean);
            if (i >= lag) {
                covariance += (values[i] - mean) * (values[i - lag] - mean);
            }
        }
        return covariance / variance;
    }
}
