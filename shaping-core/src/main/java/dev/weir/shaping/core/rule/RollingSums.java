package dev.weir.shaping.core.rule;

import dev.weir.shaping.match.TrafficWindow;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The windows that one rule asked for, in one engine. Not thread-safe. Finding one allocates only the first time; beyond {@value #MOST} the oldest goes. */
final class RollingSums {
    static final int MOST = 32;

    private final WallClock clock;
    private final SharedTraffic traffic;
    private RollingSum[] windows = {};
    private int oldest;

    RollingSums(WallClock clock, SharedTraffic traffic) {
        this.clock = clock;
        this.traffic = traffic;
    }

    RollingSum get(long amount, ChronoUnit unit) {
        for (RollingSum window : windows) {
            if (window.is(amount, unit)) {
                return window;
            }
        }
        return add(new RollingSum(TrafficWindow.of(amount, unit), clock, traffic));
    }

    private RollingSum add(RollingSum window) {
        if (windows.length < MOST) {
            windows = Arrays.copyOf(windows, windows.length + 1);
            windows[windows.length - 1] = window;
        } else {
            windows[oldest] = window;
            oldest = (oldest + 1) % MOST;
        }
        return window;
    }
}
