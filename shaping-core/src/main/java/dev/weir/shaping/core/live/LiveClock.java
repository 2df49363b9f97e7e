package dev.weir.shaping.core.live;

/** The logical time of a live run: {@link WallTime} since the start, without the time for which it stood still. For the engine's thread. */
final class LiveClock {
    private final long originNanos;
    private long lagNanos;
    private long standingNanos;
    private boolean standing;

    LiveClock(long originNanos) {
        this.originNanos = originNanos;
    }

    long nanos() {
        return standing ? standingNanos : WallTime.nanos() - originNanos - lagNanos;
    }

    boolean isStanding() {
        return standing;
    }

    void stop() {
        standingNanos = nanos();
        standing = true;
    }

    /** Goes on from where it stood; gives the time for which it has stood in all. */
    long go() {
        if (standing) {
            standing = false;
            lagNanos += nanos() - standingNanos;
        }
        return lagNanos;
    }
}
