package dev.weir.benchmarks;

import dev.weir.shaping.core.wheel.EventWheel;

/** Weir's wheel. */
final class WheelEvents implements PendingEvents {
    private final EventWheel wheel = new EventWheel();

    @Override
    public void schedule(long dueNanos, long event) {
        wheel.schedule(dueNanos, event);
    }

    @Override
    public long postponeEarliest(long delayNanos) {
        wheel.advanceTo(Long.MAX_VALUE);
        long event = wheel.event();
        wheel.schedule(wheel.dueNanos() + delayNanos, event);
        return event;
    }
}
