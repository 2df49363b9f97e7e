package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A rule that treats traffic the harder the more there was: one count of traffic, and a priority above each of some amounts. Below the least of them it passes.
 *
 * <p>It counts as a {@link TrafficCondition} does. Several rules with a condition each have a count each, and lose sight of what a rule above them decides; a
 * ladder counts all. Immutable, thread-safe, equal by value; judging a packet allocates nothing.
 *
 * <pre>{@code
 * Rule quota = QuotaLadder.of(TrafficWindow.of(1, MONTHS))
 *         .above(DataSize.parse("4 GB"), limit(Rate.parse("128 kbit/s")))
 *         .above(DataSize.parse("4.5 GB"), limit(Rate.parse("64 kbit/s")))
 *         .above(DataSize.parse("5 GB"), block());
 * }</pre>
 *
 * @param match the packets it counts and judges
 * @param window the time over which it counts
 * @param steps amounts and priorities, ascending
 */
public record QuotaLadder(Match match, TrafficWindow window, List<Step> steps) implements Rule {
    /**
     * What is done above an amount. Immutable and thread-safe.
     *
     * @param above the amount
     * @param priority what is done
     */
    public record Step(DataSize above, Priority priority) {
        /**
         * Checks that both are there.
         *
         * @param above the amount
         * @param priority what is done
         */
        public Step {
            Objects.requireNonNull(above, "amount");
            Objects.requireNonNull(priority, "priority");
        }
    }

    /**
     * Sorts the steps.
     *
     * @param match the packets it counts and judges
     * @param window the time over which it counts
     * @param steps amounts and priorities
     * @throws IllegalArgumentException if two steps have the same amount
     */
    public QuotaLadder {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(window, "window");
        steps = steps.stream().sorted(Comparator.comparing(Step::above)).toList();
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).above().equals(steps.get(i - 1).above())) {
                throw new IllegalArgumentException(
                        "amounts must be different: " + steps.get(i).above());
            }
        }
    }

    /**
     * A ladder over all packets, without steps.
     *
     * @param window the time over which it counts
     * @return the ladder
     */
    public static QuotaLadder of(TrafficWindow window) {
        return new QuotaLadder(Matches.any(), window, List.of());
    }

    /**
     * This ladder for some packets alone; others pass and do not count.
     *
     * @param condition what the packets must meet, besides what they had to meet so far
     * @return the new ladder
     */
    public QuotaLadder matching(Match condition) {
        return new QuotaLadder(match instanceof Always ? condition : match.and(condition), window, steps);
    }

    /**
     * This ladder with one more step.
     *
     * @param amount the amount
     * @param priority what is done above it, up to the next step
     * @return the new ladder
     * @throws IllegalArgumentException if there is a step with this amount
     */
    public QuotaLadder above(DataSize amount, Priority priority) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(amount, priority));
        return new QuotaLadder(match, window, more);
    }

    @Override
    public Priority evaluate(Packet packet, Context context) {
        if (!match.matches(packet, context)) {
            return Priorities.pass();
        }
        return priorityAt(context.seen(window));
    }

    /**
     * What is done with a packet that the ladder judges.
     *
     * @param bytes the traffic seen in the window
     * @return the priority of the highest step below it; {@link Priorities#pass()} if there is none
     */
    public Priority priorityAt(long bytes) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (bytes > step.above().bytes()) {
                return step.priority();
            }
        }
        return Priorities.pass();
    }

    /** Condition, window and steps, such as {@code any, in 1 month: above 4 GB limit=16 kB/s}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(match + ", in " + window + ":");
        for (Step step : steps) {
            text.append(" above ").append(step.above()).append(' ').append(step.priority());
        }
        return text.toString();
    }
}
