package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.account.RuleAccount;
import dev.weir.shaping.core.account.ThroughputHistory;
import dev.weir.shaping.core.engine.Accounts;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.stage.LinkUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a report from an engine's accounts. */
final class ReportMaker {
    private static final int TOP_FLOWS = 10;

    private ReportMaker() {}

    static ShapingReport report(Engine engine, Shaper shaper, Instant start, long clampedTimestamps) {
        return new ShapingReport(
                shaper.seed(),
                start,
                Duration.ofNanos(engine.nowNanos()),
                direction(engine, shaper, Direction.INCOMING),
                direction(engine, shaper, Direction.OUTGOING),
                engine.judge().accounts().stream().map(ReportMaker::rule).toList(),
                topFlows(engine.flows()),
                engine.flows().size(),
                engine.flows().evictions(),
                engine.judge().evictions(),
                clampedTimestamps,
                List.of());
    }

    private static DirectionReport direction(Engine engine, Shaper shaper, Direction direction) {
        Accounts.Way way = engine.accounts().way(direction);
        TrafficStats traffic = StatsMaker.traffic(way.accounts());
        return new DirectionReport(
                direction,
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                traffic.packetsIgnored(),
                traffic.bytesIgnored(),
                traffic.drops(),
                traffic.delay(),
                StatsMaker.delays(way.accounts()).bars().stream()
                        .map(bar -> new DelayCount(Duration.ofNanos(bar.nanos()), bar.count()))
                        .toList(),
                link(engine.lines().link(direction), shaper.line(direction).rate()),
                throughput(way.offered()),
                throughput(way.delivered()));
    }

    private static @Nullable LinkReport link(@Nullable LinkUse link, @Nullable Rate configured) {
        if (link == null || configured == null) {
            return null;
        }
        double seconds = link.busyNanos() / 1e9;
        double achieved = seconds == 0 ? 0 : 8.0 * link.sentBytes() / seconds;
        return new LinkReport(configured, Duration.ofNanos(link.busyNanos()), link.sentBytes(), achieved);
    }

    private static ThroughputReport throughput(ThroughputHistory history) {
        ThroughputHistory.Bins bins = history.snapshot();
        List<Long> bytes = Arrays.stream(bins.bytesPerBin()).boxed().toList();
        return new ThroughputReport(Duration.ofNanos(bins.binNanos()), bytes);
    }

    private static RuleReport rule(RuleAccount rule) {
        TrafficStats traffic = StatsMaker.traffic(List.of(rule.way(Direction.INCOMING), rule.way(Direction.OUTGOING)));
        return new RuleReport(
                rule.name(),
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                traffic.packetsIgnored(),
                traffic.drops(),
                rule.errors());
    }

    private static List<FlowReport> topFlows(FlowTable flows) {
        Comparator<Integer> mostBytes =
                Comparator.comparingLong((Integer flow) -> flows.bytesIn(flow)).reversed();
        return IntStream.range(0, flows.size())
                .boxed()
                .filter(flow -> flows.packetsIn(flow) > 0)
                .sorted(mostBytes.thenComparing(Comparator.naturalOrder()))
                .limit(TOP_FLOWS)
                .map(flow -> flow(flows, flow))
                .toList();
    }

    private static FlowReport flow(FlowTable flows, int flow) {
        long released = flows.packetsOut(flow);
        return new FlowReport(
                flows.key(flow).toString(),
                flows.packetsIn(flow),
                flows.bytesIn(flow),
                released,
                flows.bytesOut(flow),
                Duration.ofNanos(released == 0 ? 0 : flows.delaySumNanos(flow) / released));
    }
}
