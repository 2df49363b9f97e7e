package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.random.Exponential;

/**
 * Outages of which both times are exponential. Whether there is one is a function of the stream of draws and of time alone.
 *
 * <p>Remembers, as a shortcut, until when the last answer holds.
 */
final class RandomOutages implements LossModel {
    /*
     * A chain of two states in continuous time, leaving them at the rates 1/up and 1/down, is what comes out if at the points of a Poisson
     * process of rate 1/up + 1/down the state is drawn anew, down with the probability down / (up + down), whatever it was before: it
     * leaves "up" at that rate times that probability, 1/up. Poisson points of one stretch of time tell nothing of those of another. So
     * time is cut into blocks of eight mean gaps; the points of a block are drawn by the number of the block, and the last point at or
     * before a time tells the state. A block without points (once in 2,981) leaves the answer to the one before.
     */
    private static final int GAPS_PER_BLOCK = 8;
    private static final long BEFORE_ALL = -1;

    private final long meanGapNanos;
    private final long blockNanos;
    private final long downThreshold;
    private final ModelState state;
    private final FlowDraws draws;
    private long untilNanos;

    RandomOutages(long upNanos, long downNanos, ModelState state, FlowDraws draws) {
        double up = upNanos;
        double down = downNanos;
        this.meanGapNanos = Math.max(1, StrictMath.round(up * down / (up + down)));
        this.blockNanos = GAPS_PER_BLOCK * meanGapNanos;
        this.downThreshold = StrictMath.round(down / (up + down) * (1L << 53));
        this.state = state;
        this.draws = draws;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        int place = state.place(packet);
        int downPlace = state.following(place);
        if (nowNanos < state.value(place)) {
            return state.value(downPlace) != 0;
        }
        boolean down = downAt(draws.timeline(packet, state.shared()), nowNanos);
        state.value(place, untilNanos);
        state.value(downPlace, down ? 1 : 0);
        return down;
    }

    private boolean downAt(long stream, long nowNanos) {
        long block = nowNanos / blockNanos;
        int points = points(stream, block, nowNanos);
        long until = untilNanos;
        while (points == 0 && block > 0) {
            block--;
            points = points(stream, block, Long.MAX_VALUE);
        }
        untilNanos = until;
        long draw = Draws.draw(stream, points == 0 ? BEFORE_ALL : block, points, FlowDraws.TIME_STATE);
        return Draws.happens(draw, downThreshold);
    }

    /** How many points of a block lie at or before a time; leaves the time of the next, or of the block's end. */
    private int points(long stream, long block, long nowNanos) {
        long end = (block + 1) * blockNanos;
        long time = block * blockNanos;
        for (int points = 0; ; points++) {
            time += Exponential.nanos(Draws.draw(stream, block, points, FlowDraws.TIME_GAP), meanGapNanos);
            if (time > nowNanos || time >= end) {
                untilNanos = Math.min(time, end);
                return points;
            }
        }
    }

    @Override
    public void remove() {
        state.remove();
    }
}
