package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.StreamEntry;
import dev.weir.shaping.core.engine.StreamObserver;
import dev.weir.shaping.core.stage.StreamAccount;
import dev.weir.shaping.core.stage.StreamCounts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a limit: the packets that share a bucket, such as those of a user or a connection. Immutable and thread-safe.
 *
 * @param rule the rule's name
 * @param tracking what the packets have in common, or null if it is all of a rule with a quota
 * @param key what they have in common, such as {@code 10.0.0.2}, {@code tcp 10.0.0.2:5000 <> 192.0.2.7:443}, {@code pid 4711}, or {@code all}
 * @param incoming what its incoming packets did
 * @param outgoing what its outgoing packets did
 * @param firstSeen when it began, as time since the start of the run
 * @param lastSeen when a packet last came, or the last one that waited went on
 * @param quota how much of its quota is used up, or null without a quota
 */
public record StreamStats(
        String rule,
        @Nullable Tracking tracking,
        String key,
        StreamTraffic incoming,
        StreamTraffic outgoing,
        Duration firstSeen,
        Duration lastSeen,
        @Nullable QuotaUse quota) {

    /**
     * What packets of a direction did.
     *
     * @param direction the direction
     * @return its traffic
     */
    public StreamTraffic traffic(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /** What tells a stream from others. */
    Object identity() {
        return Arrays.asList(rule, tracking, key);
    }

    /** This stream and the same of another engine. */
    StreamStats plus(StreamStats other) {
        return new StreamStats(
                rule,
                tracking,
                key,
                incoming.plus(other.incoming),
                outgoing.plus(other.outgoing),
                firstSeen.compareTo(other.firstSeen) <= 0 ? firstSeen : other.firstSeen,
                lastSeen.compareTo(other.lastSeen) >= 0 ? lastSeen : other.lastSeen,
                quota == null || other.quota == null ? quota : quota.plus(other.quota));
    }

    static List<StreamStats> of(Engine engine) {
        long nowNanos = engine.accounts().nowNanos();
        return of(engine.judge().streams(nowNanos), nowNanos);
    }

    private static List<StreamStats> of(List<StreamEntry> entries, long nowNanos) {
        return entries.stream().map(entry -> of(entry, nowNanos)).toList();
    }

    private static StreamStats of(StreamEntry entry, long nowNanos) {
        StreamAccount account = entry.account();
        return new StreamStats(
                entry.rule(),
                entry.tracking(),
                entry.text(),
                traffic(account.incoming()),
                traffic(account.outgoing()),
                Duration.ofNanos(account.firstSeenNanos()),
                Duration.ofNanos(account.lastSeenNanos()),
                account.periodEndNanos() == 0 ? null : quota(account, nowNanos));
    }

    private static StreamTraffic traffic(StreamCounts counts) {
        return new StreamTraffic(
                counts.packetsIn(),
                counts.bytesIn(),
                counts.packetsOut(),
                counts.bytesOut(),
                counts.packetsDropped(),
                counts.bytesDropped());
    }

    private static QuotaUse quota(StreamAccount account, long nowNanos) {
        Duration end = Duration.ofNanos(account.periodEndNanos());
        return nowNanos < account.periodEndNanos()
                ? new QuotaUse(
                        account.incoming().quotaBytes(), account.outgoing().quotaBytes(), account.quotaReached(), end)
                : new QuotaUse(0, 0, false, end);
    }

    static @Nullable StreamObserver observer(@Nullable StreamListener listener) {
        if (listener == null) {
            return null;
        }
        return new StreamObserver() {
            @Override
            public void opened(StreamEntry stream) {
                listener.opened(of(stream, 0));
            }

            @Override
            public void closed(StreamEntry stream) {
                listener.closed(of(stream, 0));
            }
        };
    }
}
