package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.StandardNormal;
import dev.weir.shaping.impair.NetemDelay;

/** Delays as netem's tables make them: 4,096 values in units of 1/8192, cut to 16 bits; a draw of 32 bits picks one by its remainder. */
final class NetemModel implements DelayModel {
    private static final int ENTRIES = 4_096;
    private static final int SCALE = 8_192;
    private static final int DRAW_SHIFT = 32;

    private final long meanNanos;
    private final long jitterNanos;
    private final short[] table;
    private final FlowDraws draws;

    NetemModel(NetemDelay delay, FlowDraws draws) {
        this.meanNanos = delay.mean().toNanos();
        this.jitterNanos = delay.jitter().toNanos();
        this.table = table(delay.table());
        this.draws = draws;
    }

    /** The entries of a table; none if it is uniform. */
    static short[] table(NetemDelay.Table kind) {
        short[] table = new short[kind == NetemDelay.Table.UNIFORM ? 0 : ENTRIES];
        for (int i = 0; i < table.length; i++) {
            double share = (double) i / ENTRIES;
            double value =
                    switch (kind) {
                        case NORMAL -> normal(share);
                        case PARETO -> pareto(share);
                        default -> 0.25 * normal(share) + 0.75 * pareto(share);
                    };
            table[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, StrictMath.rint(value * SCALE)));
        }
        return table;
    }

    private static double normal(double share) {
        if (share == 0) {
            return -4;
        }
        return share < 0.5 ? -StandardNormal.quantile(share) : StandardNormal.quantile(1 - share);
    }

    private static double pareto(double share) {
        return Math.min(4.0 / 3 * (StrictMath.pow(1 - share, -1.0 / 3) - 1.5), (double) Short.MAX_VALUE / SCALE);
    }

    @Override
    public long nanos(int packet, long nowNanos) {
        if (jitterNanos == 0) {
            return meanNanos;
        }
        long draw = draws.draw(packet, FlowDraws.JITTER) >>> DRAW_SHIFT;
        if (table.length == 0) {
            return meanNanos - jitterNanos + draw % (2 * jitterNanos);
        }
        long value = table[(int) draw & ENTRIES - 1];
        long rest = jitterNanos % SCALE * value;
        long rounded = (rest + (rest >= 0 ? SCALE / 2 : -SCALE / 2)) / SCALE;
        return meanNanos + rounded + jitterNanos / SCALE * value;
    }
}
