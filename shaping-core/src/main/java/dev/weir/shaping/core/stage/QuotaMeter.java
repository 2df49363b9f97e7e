package dev.weir.shaping.core.stage;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.impair.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A quota on an engine's clock. Not thread-safe; allocates only when a period begins. */
public final class QuotaMeter {
    private final Quota quota;
    private final @Nullable SharedRegistry registry;
    private final Object name;
    private final Instant start;
    private final ZoneId zone;
    private final @Nullable LimitRate reduced;
    private final long[] thresholds = new long[Direction.values().length];
    private long endNanos;

    /**
     * A quota of a run.
     *
     * @param quota the quota
     * @param start the instant of logical time 0
     * @param zone the zone of the calendar
     */
    public QuotaMeter(Quota quota, Instant start, ZoneId zone) {
        this(quota, start, zone, null, "");
    }

    /**
     * A quota of a run that may have several shards.
     *
     * @param quota the quota
     * @param start the instant of logical time 0
     * @param zone the zone of the calendar
     * @param registry what the shards share, or null if the quota is this engine's own
     * @param name the quota's name in all shards
     */
    public QuotaMeter(Quota quota, Instant start, ZoneId zone, @Nullable SharedRegistry registry, Object name) {
        this.registry = registry;
        this.name = name;
        this.quota = quota;
        this.start = start;
        this.zone = zone;
        this.reduced = quota.reducedRate() == null ? null : LimitRate.of(RateLimit.of(quota.reducedRate()), null);
        for (Direction direction : Direction.values()) {
            DataSize threshold = quota.threshold(direction);
            thresholds[direction.ordinal()] = threshold == null ? Long.MAX_VALUE : threshold.bytes();
        }
    }

    /** The end of the period that a time lies in, in logical nanoseconds; times never run backward. */
    long endAfter(long nowNanos) {
        if (nowNanos >= endNanos) {
            Instant end = quota.period().endAfter(start.plusNanos(nowNanos), start, zone);
            Duration length = Duration.between(start, end);
            boolean beyond = length.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L;
            endNanos = beyond ? Long.MAX_VALUE : length.toNanos();
        }
        return endNanos;
    }

    boolean isShared() {
        return registry != null;
    }

    /** What all shards have used up for a stream in a period; null if this engine counts by itself. */
    @Nullable
    QuotaCount count(Object stream, long periodEndNanos) {
        return registry == null
                ? null
                : registry.named(List.of(name, stream, periodEndNanos), QuotaCount.class, QuotaCount::new);
    }

    boolean exceeds(long bytes, int way) {
        return bytes > thresholds[way];
    }

    /** The rate when the quota is reached, or null if it does not change then. */
    @Nullable
    LimitRate reduced() {
        return reduced;
    }

    /**
     * What is done when the quota is reached.
     *
     * @return the action
     */
    public QuotaAction action() {
        return quota.action();
    }
}
