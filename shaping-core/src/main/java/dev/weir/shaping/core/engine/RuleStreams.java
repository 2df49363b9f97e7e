package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.stage.QuotaMeter;
import dev.weir.shaping.core.stage.StreamAccount;
import dev.weir.shaping.core.stage.StreamEvents;
import dev.weir.shaping.core.stage.StreamKey;
import dev.weir.shaping.core.stage.StreamTable;
import org.jspecify.annotations.Nullable;

/** The streams of one rule that are told apart in one way and share one quota's terms. Not thread-safe but for reading the table. */
final class RuleStreams {
    private final RuleState rule;
    private final @Nullable Tracking tracking;
    private final @Nullable QuotaAction action;
    private final FlowStreamKeys keys;
    private final @Nullable StreamObserver observer;
    private final StreamTable table;
    private final StreamKey key = new StreamKey();
    private boolean blocks;

    RuleStreams(
            RuleState rule,
            @Nullable Tracking tracking,
            @Nullable QuotaMeter quota,
            FlowStreamKeys keys,
            StreamPolicy policy) {
        this.rule = rule;
        this.tracking = tracking;
        this.action = quota == null ? null : quota.action();
        this.keys = keys;
        this.observer = policy.observer();
        this.table = new StreamTable(policy.maxStreams(), quota, observer == null ? StreamEvents.NONE : new Told());
    }

    StreamTable table() {
        return table;
    }

    StreamEntry entry(StreamAccount account) {
        return new StreamEntry(rule.name(), tracking, account);
    }

    /**
     * Finds the stream of the packet being judged.
     *
     * @return whether its quota leaves the packet to the next rule
     */
    boolean suspends(int packet, Direction direction, int length, long nowNanos) {
        try {
            keys.read(tracking, packet, key);
        } catch (RuntimeException e) {
            rule.account.failed();
            FlowStreamKeys.unknown(key);
        }
        table.enter(key, nowNanos);
        boolean reached = table.reached(direction, length, nowNanos);
        blocks = reached && action == QuotaAction.BLOCK;
        return reached && action == QuotaAction.SUSPEND;
    }

    /** Whether the quota blocks the packet judged last; if so it is counted. */
    boolean blocks(Direction direction, int length) {
        if (blocks) {
            table.blocked(direction, length);
        }
        return blocks;
    }

    /** Tells the observer; what it throws is the rule's error. */
    private final class Told implements StreamEvents {
        @Override
        public void opened(StreamAccount stream) {
            tell(stream, true);
        }

        @Override
        public void closed(StreamAccount stream) {
            tell(stream, false);
        }

        private void tell(StreamAccount stream, boolean opened) {
            StreamObserver told = observer;
            if (told == null) {
                return;
            }
            try {
                if (opened) {
                    told.opened(entry(stream));
                } else {
                    told.closed(entry(stream));
                }
            } catch (RuntimeException e) {
                rule.account.failed();
            }
        }
    }
}
