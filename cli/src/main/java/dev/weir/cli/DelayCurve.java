package dev.weir.cli;

import dev.weir.shaping.core.DelayCount;
import dev.weir.shaping.core.DirectionReport;
import java.util.List;

/** The distribution of added delay as points to draw: the share of packets released within a time. */
final class DelayCurve {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<DelayCount> bars;
    private final long packets;

    DelayCurve(DirectionReport way) {
        bars = way.delays();
        packets = bars.stream().mapToLong(DelayCount::packets).sum();
    }

    double maxMillis() {
        return bars.isEmpty() ? 0 : bars.get(bars.size() - 1).delay().toNanos() / NANOS_PER_MILLI;
    }

    /** Where the steps are, from 0 to an end. */
    double[] millis(double endMillis) {
        double[] millis = new double[bars.size() + 2];
        for (int i = 0; i < bars.size(); i++) {
            millis[i + 1] = bars.get(i).delay().toNanos() / NANOS_PER_MILLI;
        }
        millis[millis.length - 1] = endMillis;
        return millis;
    }

    /** The share of packets at each step. */
    double[] percent() {
        double[] percent = new double[bars.size() + 2];
        long within = 0;
        for (int i = 0; i < bars.size(); i++) {
            within += bars.get(i).packets();
            percent[i + 1] = 100.0 * within / packets;
        }
        percent[percent.length - 1] = percent[bars.size()];
        return percent;
    }
}
