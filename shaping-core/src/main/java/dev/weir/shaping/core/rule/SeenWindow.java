package dev.weir.shaping.core.rule;

import dev.weir.shaping.match.TrafficWindow;

/** The traffic that a condition has seen in a window, as one engine counts and reads it. Not thread-safe. */
final class SeenWindow {
    private final TrafficWindow window;
    final PassedTraffic counts;
    private final RollingSum sum;

    SeenWindow(TrafficWindow window, WallClock clock, SharedTraffic traffic) {
        this.window = window;
        counts = traffic.join(new PassedTraffic(clock, BucketWidth.of(window)));
        sum = new RollingSum(window, clock, traffic);
    }

    boolean is(TrafficWindow other) {
        return window.equals(other);
    }

    long bytes() {
        return sum.bytes();
    }
}
