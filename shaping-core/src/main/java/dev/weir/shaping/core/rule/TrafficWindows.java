package dev.weir.shaping.core.rule;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The windows that one rule asked for, in one engine. Not thread-safe. Finding one allocates only the first time; beyond {@value #MOST} the oldest goes. */
final class TrafficWindows {
    static final int MOST = 32;

    private final WallClock clock;
    private final ContextState state;
    private TrafficWindow[] windows = {};
    private int oldest;

    TrafficWindows(WallClock clock, ContextState state) {
        this.clock = clock;
        this.state = state;
    }

    TrafficWindow get(long amount, ChronoUnit unit) {
        for (TrafficWindow window : windows) {
            if (window.is(amount, unit)) {
                return window;
            }
        }
        return add(new TrafficWindow(amount, unit, clock, state));
    }

    private TrafficWindow add(TrafficWindow window) {
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
