package dev.weir.shaping.core;

import dev.weir.shaping.core.account.TrafficBuckets;
import dev.weir.shaping.core.account.TrafficLog;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * What passed in each of the latest seconds, minutes, hours and days of a run: packets released, ignored ones only if {@link
 * dev.weir.shaping.Settings#countIgnoredTraffic} asks for it. Immutable and thread-safe.
 *
 * <p>Intervals start at whole seconds, minutes and hours of UTC, and at the days of the shaper's zone. The oldest is the one in which the run started,
 * unless that is longer ago than the list reaches; the last is the one of now. None is left out: where nothing passed, there are zeros. As long as
 * each list reaches back to the start of the run, their sums are the same.
 *
 * @param seconds the latest, at most 3600
 * @param minutes the latest, at most 1440
 * @param hours the latest, at most 744
 * @param days the latest, at most 366
 */
public record TrafficHistory(
        List<TrafficInterval> seconds,
        List<TrafficInterval> minutes,
        List<TrafficInterval> hours,
        List<TrafficInterval> days) {

    static TrafficHistory of(TrafficLog log) {
        return new TrafficHistory(
                intervals(log.seconds(), second -> second),
                intervals(log.minutes(), minute -> minute * 60),
                intervals(log.hours(), hour -> hour * 3_600),
                intervals(log.days(), log::startOfDay));
    }

    private static List<TrafficInterval> intervals(TrafficBuckets buckets, LongUnaryOperator start) {
        return IntStream.range(0, buckets.size())
                .mapToObj(i -> new TrafficInterval(
                        Instant.ofEpochSecond(start.applyAsLong(buckets.number(i))),
                        buckets.packetsIncoming(i),
                        buckets.bytesIncoming(i),
                        buckets.packetsOutgoing(i),
                        buckets.bytesOutgoing(i)))
                .toList();
    }
}
