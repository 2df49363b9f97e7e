package dev.weir.shaping.core.stage;

/** Loses everything in a fixed rhythm that starts well at time 0. Remembers nothing and draws nothing. */
final class FixedOutages implements LossModel {
    private final long upNanos;
    private final long cycleNanos;

    FixedOutages(long upNanos, long downNanos) {
        this.upNanos = upNanos;
        this.cycleNanos = upNanos + downNanos;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        return nowNanos % cycleNanos >= upNanos;
    }
}
