package dev.weir.shaping.core;

import dev.weir.shaping.core.account.TrafficBuckets;
import dev.weir.shaping.core.account.TrafficLog;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

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

    static TrafficHistory of(List<TrafficLog> logs) {
        return new TrafficHistory(
                together(logs, TrafficLog::seconds, (log, second) -> second),
                together(logs, TrafficLog::minutes, (log, minute) -> minute * 60),
                together(logs, TrafficLog::hours, (log, hour) -> hour * 3_600),
                together(logs, TrafficLog::days, TrafficLog::startOfDay));
    }

    /** When a bucket starts, in seconds. */
    private interface Start {
        long of(TrafficLog log, long number);
    }

    /** The sums of several logs; all begin together, but one may be a bucket further than another. */
    private static List<TrafficInterval> together(
            List<TrafficLog> logs, Function<TrafficLog, TrafficBuckets> which, Start start) {
        SortedMap<Instant, TrafficInterval> sums = new TreeMap<>();
        int longest = 0;
        for (TrafficLog log : logs) {
            TrafficBuckets buckets = which.apply(log);
            longest = Math.max(longest, buckets.size());
            for (int i = 0; i < buckets.size(); i++) {
                TrafficInterval interval = new TrafficInterval(
                        Instant.ofEpochSecond(start.of(log, buckets.number(i))),
                        buckets.packetsIncoming(i),
                        buckets.bytesIncoming(i),
                        buckets.packetsOutgoing(i),
                        buckets.bytesOutgoing(i));
                sums.merge(interval.start(), interval, TrafficInterval::plus);
            }
        }
        List<TrafficInterval> all = List.copyOf(sums.values());
        return all.subList(all.size() - longest, all.size());
    }
}
