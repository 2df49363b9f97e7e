package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A delay by its percentiles: straight lines between them, and nothing beyond the first and the last. Two points of one share are a jump.
 * Immutable and thread-safe.
 *
 * @param points shares and delays, ascending, 1 to {@value #MOST_POINTS} of them
 */
public record EmpiricalDelay(List<Point> points) implements Delay {
    /** The most points. */
    public static final int MOST_POINTS = 1_024;

    /**
     * A percentile.
     *
     * @param share how many delays are not longer
     * @param delay 0 to {@link Delay#MAX}
     */
    public record Point(Probability share, Duration delay) {
        /**
         * Checks the range.
         *
         * @param share how many delays are not longer
         * @param delay the delay
         * @throws IllegalArgumentException if out of range
         */
        public Point {
            Durations.requireDelay("delay", delay);
        }

        @Override
        public String toString() {
            return share + "=" + Durations.format(delay);
        }
    }

    /**
     * Checks the order.
     *
     * @param points shares and delays
     * @throws IllegalArgumentException if there are none or too many, or they do not ascend
     */
    public EmpiricalDelay {
        points = List.copyOf(points);
        if (points.isEmpty() || points.size() > MOST_POINTS) {
            throw new IllegalArgumentException("percentiles must be 1.." + MOST_POINTS + ": " + points.size());
        }
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point point = points.get(i);
            if (point.share().compareTo(before.share()) < 0 || point.delay().compareTo(before.delay()) < 0) {
                throw new IllegalArgumentException("percentiles must ascend: " + before + ", " + point);
            }
        }
    }

    static EmpiricalDelay parse(List<String> arguments) {
        List<Point> points = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("percentiles must be like 50 %=40 ms: \"" + argument + "\"");
            }
            points.add(new Point(
                    Probability.parse(argument.substring(0, equals)),
                    Durations.parse("delay", argument.substring(equals + 1))));
        }
        return new EmpiricalDelay(points);
    }

    @Override
    public String toString() {
        return "empirical(" + points.stream().map(Point::toString).collect(Collectors.joining(", ")) + ")";
    }
}
