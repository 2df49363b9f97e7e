package dev.weir.shaping;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rate that depends on the volume: so many bytes a period at one rate, then less. Immutable and thread-safe.
 *
 * <pre>{@code
 * Quota.of("20:10 MB").per(QuotaPeriod.DAY).then(kilobytesPerSecond(50))
 * }</pre>
 *
 * <p>Bytes are counted for each direction apart. The quota is reached with the first packet that would take the count of its direction beyond its
 * threshold; that packet and all that follow, of both directions, are treated by the action until the period ends. Then the counts are 0 again.
 * What was let through, or waits for it, counts; what was dropped does not.
 *
 * @param incoming the threshold of incoming packets, or null for none
 * @param outgoing the threshold of outgoing packets, or null for none
 * @param period when the counts start over
 * @param initialRate the rate of each direction before the quota is reached, or null for no limit
 * @param action what is done when it is reached
 * @param reducedRate the rate of each direction after that, or null unless the action is {@link QuotaAction#REDUCE}
 */
public record Quota(
        @Nullable DataSize incoming,
        @Nullable DataSize outgoing,
        QuotaPeriod period,
        @Nullable Rate initialRate,
        QuotaAction action,
        @Nullable Rate reducedRate) {

    private static final int MAX_LENGTH = 128;
    private static final Pattern BARE_NUMBER = Pattern.compile("[0-9.]+");
    private static final Pattern UNIT = Pattern.compile("[A-Za-z]+$");

    /**
     * Checks that the parts belong together.
     *
     * @param incoming the threshold of incoming packets, or null for none
     * @param outgoing the threshold of outgoing packets, or null for none
     * @param period when the counts start over
     * @param initialRate the rate of each direction before the quota is reached, or null for no limit
     * @param action what is done when it is reached
     * @param reducedRate the rate of each direction after that, or null unless the action is {@link QuotaAction#REDUCE}
     * @throws IllegalArgumentException if there is no threshold, or a reduced rate without the action or the other way round
     */
    public Quota {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(action, "action");
        if (incoming == null && outgoing == null) {
            throw new IllegalArgumentException("quota must bound incoming, outgoing or both: *:*");
        }
        if ((action == QuotaAction.REDUCE) != (reducedRate != null)) {
            throw new IllegalArgumentException(
                    "reduced rate must be given for REDUCE alone: " + action + ", " + reducedRate);
        }
    }

    /**
     * Thresholds, counted by the day; when one is passed, packets are blocked. Change what is not to be so with the methods below.
     *
     * @param incoming the threshold of incoming packets
     * @param outgoing the threshold of outgoing packets
     * @return the quota
     */
    public static Quota of(DataSize incoming, DataSize outgoing) {
        return new Quota(incoming, outgoing, QuotaPeriod.DAY, null, QuotaAction.BLOCK, null);
    }

    /**
     * Thresholds as in {@code 20:10 MB}, incoming and outgoing (seed 002:14): a unit for both, or one a side, or none for bytes. A single size is that
     * of each direction; {@code *} is no threshold. The rest as {@link #of(DataSize, DataSize)}.
     *
     * @param thresholds the text
     * @return the quota
     * @throws IllegalArgumentException if a side is no size, if there are three sides, or if both are {@code *}
     */
    public static Quota of(String thresholds) {
        if (thresholds.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "quota must have at most " + MAX_LENGTH + " characters: " + thresholds.length());
        }
        String[] sides = thresholds.split(":", -1);
        if (sides.length > 2) {
            throw new IllegalArgumentException(
                    "quota must be \"incoming:outgoing\" or one size: \"" + thresholds + "\"");
        }
        String incoming = sides[0].strip();
        String outgoing = sides[sides.length - 1].strip();
        var unit = UNIT.matcher(outgoing);
        if (sides.length == 2 && BARE_NUMBER.matcher(incoming).matches() && unit.find()) {
            incoming += " " + unit.group();
        }
        return new Quota(size(incoming), size(outgoing), QuotaPeriod.DAY, null, QuotaAction.BLOCK, null);
    }

    private static @Nullable DataSize size(String side) {
        return side.equals("*") ? null : DataSize.parse(side);
    }

    /**
     * This quota, counted by another period.
     *
     * @param newPeriod when the counts start over
     * @return the new quota
     */
    public Quota per(QuotaPeriod newPeriod) {
        return new Quota(incoming, outgoing, newPeriod, initialRate, action, reducedRate);
    }

    /**
     * This quota, with a limit also before it is reached.
     *
     * @param rate the rate of each direction
     * @return the new quota
     */
    public Quota initially(Rate rate) {
        return new Quota(incoming, outgoing, period, Objects.requireNonNull(rate, "rate"), action, reducedRate);
    }

    /**
     * This quota, holding packets to a rate when it is reached.
     *
     * @param rate the rate of each direction
     * @return the new quota
     */
    public Quota then(Rate rate) {
        return new Quota(incoming, outgoing, period, initialRate, QuotaAction.REDUCE, rate);
    }

    /**
     * This quota, dropping packets when it is reached.
     *
     * @return the new quota
     */
    public Quota thenBlock() {
        return new Quota(incoming, outgoing, period, initialRate, QuotaAction.BLOCK, null);
    }

    /**
     * This quota, leaving packets to the next rules when it is reached.
     *
     * @return the new quota
     */
    public Quota thenSuspend() {
        return new Quota(incoming, outgoing, period, initialRate, QuotaAction.SUSPEND, null);
    }

    /**
     * The threshold of a direction.
     *
     * @param direction the direction
     * @return the threshold, or null for none
     */
    public @Nullable DataSize threshold(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /** Such as {@code 20 MB:10 MB per day then 400 kbit/s}. */
    @Override
    public String toString() {
        String thresholds = (incoming == null ? "*" : incoming) + ":" + (outgoing == null ? "*" : outgoing);
        String end =
                switch (action) {
                    case REDUCE -> String.valueOf(reducedRate);
                    case BLOCK -> "block";
                    case SUSPEND -> "suspend";
                };
        return thresholds + " per " + period + (initialRate == null ? "" : " at " + initialRate) + " then " + end;
    }
}
