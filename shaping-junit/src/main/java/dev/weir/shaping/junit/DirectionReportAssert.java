package dev.weir.shaping.junit;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.impair.Durations;
import java.time.Duration;

/**
 * Assertions on the packets of one direction, and on their times. Not thread-safe.
 *
 * <p>On a run by the clock an assertion on times knows how late the emulator was, and throws an {@link InconclusiveError} where it cannot tell: if the emulator was later than the
 * width of the range, or if its lateness alone leads out of the range.
 *
 * @see TrafficAssert#download
 * @see TrafficAssert#upload
 */
public final class DirectionReportAssert extends TrafficAssert<DirectionReportAssert, DirectionReport> {
    DirectionReportAssert(Run run, String name, DirectionReport report) {
        super(report, DirectionReportAssert.class, run, name, PacketCounts.of(report));
    }

    /**
     * Every released packet was held for a time in a range. The longest time is exact, the shortest is known to 1 %, and a bound within 1 % of it is met.
     *
     * @param shortest the shortest time
     * @param longest the longest time
     * @return this
     * @throws IllegalArgumentException if the range is empty
     * @throws InconclusiveError if the emulator was too late to tell
     */
    public DirectionReportAssert delayWithin(Duration shortest, Duration longest) {
        Ranges.require("delay", shortest, longest);
        String asked = "every delay within " + range(shortest, longest);
        Delays delays = delays(asked);
        return decide(
                Verdict.onDelay(delays.shortest(), delays.max(), shortest, longest, run().late(100)),
                asked,
                delays.toString());
    }

    /**
     * The median of the times that released packets were held is in a range. It is known to 1 %, and a bound within 1 % of it is met.
     *
     * @param shortest the least median
     * @param longest the greatest median
     * @return this
     * @throws IllegalArgumentException if the range is empty
     * @throws InconclusiveError if the emulator was too late to tell
     */
    public DirectionReportAssert medianDelayWithin(Duration shortest, Duration longest) {
        return delayPercentileWithin(50, shortest, longest);
    }

    /**
     * The time for which a percentage of the released packets was held at most is in a range. It is known to 1 %, and a bound within 1 % of it is met.
     *
     * @param percentile more than 0, to 100; 99 asks for the time that one packet of a hundred exceeded
     * @param shortest the least time
     * @param longest the greatest time
     * @return this
     * @throws IllegalArgumentException if the percentile is out of range, or the range is empty
     * @throws InconclusiveError if the emulator was too late to tell; its lateness at the same percentile counts
     */
    public DirectionReportAssert delayPercentileWithin(double percentile, Duration shortest, Duration longest) {
        Ranges.requirePercentile(percentile);
        Ranges.require("delay", shortest, longest);
        String asked = "delay at " + percentile + " % within " + range(shortest, longest);
        Delays delays = delays(asked);
        Duration found = delays.at(percentile);
        return decide(
                Verdict.onDelay(Delays.most(found), Delays.least(found), shortest, longest, run().late(percentile)),
                asked,
                Durations.format(found) + ", of " + delays);
    }

    /**
     * The mean rate from the first to the last packet that was released is in a range: the bytes that came after the first, over the time since. That time is known to
     * a bin of {@link DirectionReport#delivered}, and a bound within that is met. Bytes are those on the line, with headers.
     *
     * @param lowest the least rate
     * @param highest the greatest rate
     * @return this
     * @throws IllegalArgumentException if the range is empty
     * @throws InconclusiveError if the emulator was too late to tell; its greatest lateness counts
     */
    public DirectionReportAssert throughputWithin(Rate lowest, Rate highest) {
        Ranges.require("throughput", lowest, highest);
        String asked = "throughput within " + lowest + " .. " + highest;
        Throughput throughput = Throughput.of(actual.delivered());
        if (throughput == null) {
            throw unmet(
                    asked, "traffic in less than three bins, too little to tell a rate: " + PacketCounts.of(actual));
        }
        return decide(throughput.verdict(lowest, highest, run().late(100)), asked, throughput.toString());
    }

    private Delays delays(String asked) {
        if (actual.delays().isEmpty()) {
            throw unmet(asked, "no packet was released: " + PacketCounts.of(actual));
        }
        return new Delays(actual.delays(), actual.delay().max());
    }

    private DirectionReportAssert decide(Verdict verdict, String asked, String found) {
        return switch (verdict) {
            case HOLDS -> this;
            case FAILS -> throw unmet(asked, found);
            case UNDECIDED -> throw inconclusive(asked, found);
        };
    }

    private static String range(Duration shortest, Duration longest) {
        return Durations.format(shortest) + " .. " + Durations.format(longest);
    }
}
