package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Packet;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;

/**
 * Holds while the rule's traffic in a time that ends now is more than an amount, or less; where it is equal, neither holds. Immutable, thread-safe, equal by
 * value.
 *
 * <p>It counts the packets it is asked of, which in a conjunction are those that meet all other parts, whether or not it holds: a rule for more than 4 GB
 * counts while it leaves the packets to the rules below. A packet counts once it is decided to deliver it; blocked packets, those lost to a drop rate, those that a
 * quota stops and ignored ones do not. The packet that is being judged is not in the sum. Conditions of one rule over the same window have one count.
 *
 * <pre>{@code
 * Match heavyUse = any().and(moreThan(DataSize.parse("4 GB")).inLast(1, MONTHS));
 * }</pre>
 *
 * @param more whether it holds above the amount, else below
 * @param amount the amount
 * @param window the time
 */
public record TrafficCondition(boolean more, DataSize amount, TrafficWindow window) implements Match {
    /**
     * Checks that all is there.
     *
     * @param more whether it holds above the amount, else below
     * @param amount the amount
     * @param window the time
     */
    public TrafficCondition {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(window, "window");
    }

    /** An amount to compare with, whose time is still open. Immutable and thread-safe. */
    public static final class Amount {
        private final boolean more;
        private final DataSize size;

        private Amount(boolean more, DataSize size) {
            this.more = more;
            this.size = size;
        }

        /**
         * The condition for a time.
         *
         * @param amount how many units, 1 or more
         * @param unit seconds, minutes, hours, days, weeks or months
         * @return the condition, for both directions
         * @throws IllegalArgumentException if out of range
         */
        public TrafficCondition inLast(long amount, ChronoUnit unit) {
            return within(TrafficWindow.of(amount, unit));
        }

        /**
         * The condition for a window.
         *
         * @param window the time
         * @return the condition
         */
        public TrafficCondition within(TrafficWindow window) {
            return new TrafficCondition(more, size, window);
        }
    }

    /**
     * Holds above an amount.
     *
     * @param amount the amount
     * @return the amount, for which the time is to be told
     */
    public static Amount moreThan(DataSize amount) {
        return new Amount(true, Objects.requireNonNull(amount, "amount"));
    }

    /**
     * Holds below an amount.
     *
     * @param amount the amount
     * @return the amount, for which the time is to be told
     */
    public static Amount lessThan(DataSize amount) {
        return new Amount(false, Objects.requireNonNull(amount, "amount"));
    }

    /**
     * The same condition on packets that the local side sends.
     *
     * @return the condition
     */
    public TrafficCondition sent() {
        return new TrafficCondition(more, amount, window.only(Direction.OUTGOING));
    }

    /**
     * The same condition on packets that the local side receives.
     *
     * @return the condition
     */
    public TrafficCondition received() {
        return new TrafficCondition(more, amount, window.only(Direction.INCOMING));
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        long bytes = context.seen(window);
        return more ? bytes > amount.bytes() : bytes < amount.bytes();
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.TRAFFIC, PacketField.TIME);
    }

    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "traffic(" + (more ? "more" : "less") + " than " + amount + " in " + window + ")";
    }
}
