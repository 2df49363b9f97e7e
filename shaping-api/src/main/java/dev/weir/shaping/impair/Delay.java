package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * How long packets are held back. Immutable and thread-safe.
 *
 * <p>Packets of one flow under the same rule and priority keep their order: one that drew a shorter delay leaves no earlier than
 * the one before it.
 */
public sealed interface Delay permits Delay.Uniform {
    /** The longest delay and the largest jitter: one hour. */
    Duration MAX = Duration.ofHours(1);

    /** Holds nothing back. */
    Delay NONE = new Uniform(Duration.ZERO, Duration.ZERO);

    /**
     * The same delay for every packet.
     *
     * @param delay 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay constant(Duration delay) {
        return new Uniform(delay, Duration.ZERO);
    }

    /**
     * A delay drawn uniformly from {@code delay - jitter .. delay + jitter}, whole nanoseconds, both ends included; what falls
     * below 0 becomes 0. The jitter may exceed the delay (seed 001:324-339).
     *
     * @param delay 0 to {@link #MAX}
     * @param jitter 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay uniform(Duration delay, Duration jitter) {
        return new Uniform(delay, jitter);
    }

    /**
     * A uniformly distributed delay.
     *
     * @param delay the middle of the range
     * @param jitter half the width of the range
     */
    record Uniform(Duration delay, Duration jitter) implements Delay {
        /**
         * Checks the ranges.
         *
         * @param delay the middle of the range
         * @param jitter half the width of the range
         * @throws IllegalArgumentException if out of range
         */
        public Uniform {
            requireInRange("delay", delay);
            requireInRange("jitter", jitter);
        }

        private static void requireInRange(String name, Duration value) {
            if (value.isNegative() || value.compareTo(MAX) > 0) {
                throw new IllegalArgumentException(name + " must be within 0..1 h: " + Durations.format(value));
            }
        }
    }
}
