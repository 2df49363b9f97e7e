package dev.weir.benchmarks;

/** What the wheel and its competitors have in common: events that leave in exact (time, submission) order. */
interface PendingEvents {
    void schedule(long dueNanos, long event);

    /** Removes the earliest event and puts it back later by a delay. */
    long postponeEarliest(long delayNanos);
}
