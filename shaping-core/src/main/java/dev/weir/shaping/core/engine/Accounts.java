package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.account.DelayHistogram;
import dev.weir.shaping.core.account.ThroughputHistory;
import dev.weir.shaping.core.account.Totals;

/** What an engine counts for each direction. Not thread-safe; counting allocates nothing. */
public final class Accounts {
    private final Way incoming = new Way();
    private final Way outgoing = new Way();

    Accounts() {}

    /** The accounts of one direction. */
    public static final class Way {
        private final Totals totals = new Totals();
        private final DelayHistogram delay = new DelayHistogram();
        private final ThroughputHistory offered = new ThroughputHistory();
        private final ThroughputHistory delivered = new ThroughputHistory();

        private Way() {}

        /**
         * Packets and bytes.
         *
         * @return the totals
         */
        public Totals totals() {
            return totals;
        }

        /**
         * How long released packets were held.
         *
         * @return the histogram
         */
        public DelayHistogram delay() {
            return delay;
        }

        /**
         * What entered, over time.
         *
         * @return the history
         */
        public ThroughputHistory offered() {
            return offered;
        }

        /**
         * What was released, over time.
         *
         * @return the history
         */
        public ThroughputHistory delivered() {
            return delivered;
        }
    }

    /**
     * A direction's accounts.
     *
     * @param direction the direction
     * @return its accounts
     */
    public Way way(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    void in(Direction direction, int length, long nowNanos) {
        Way way = way(direction);
        way.totals.in(length);
        way.offered.record(nowNanos, length);
    }

    void out(Direction direction, int length, long delayNanos, long nowNanos) {
        Way way = way(direction);
        way.totals.out(length);
        way.delay.record(delayNanos);
        way.delivered.record(nowNanos, length);
    }

    void ignored(Direction direction, int length) {
        way(direction).totals.ignored(length);
    }

    void dropped(Direction direction, int length, DropReason reason) {
        way(direction).totals.dropped(reason, length);
    }
}
