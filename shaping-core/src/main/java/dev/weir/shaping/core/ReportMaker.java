package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.account.Account;
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

/** Makes a report from the accounts of the engines of a run. */
final class ReportMaker {
    private static final int TOP_FLOWS = 10;

    private ReportMaker() {}

    static ShapingReport report(List<Engine> engines, Shaper shaper, Instant start, long clampedTimestamps) {
        return new ShapingReport(
                shaper.seed(),
                start,
                Duration.ofNanos(
                        engines.stream().mapToLong(Engine::nowNanos).max().orElse(0)),
                direction(engines, Direction.INCOMING),
                direction(engines, Direction.OUTGOING),
                StatsMaker.filters(engines),
                StatsMaker.rules(engines).stream().map(ReportMaker::rule).toList(),
                topFlows(engines),
                StatsMaker.sum(engines, engine -> engine.flows().size()),
                StatsMaker.sumLongs(engines, engine -> engine.flows().evictions()),
                StatsMaker.sumLongs(engines, engine -> engine.judge().evictions()),
                StatsMaker.sumLongs(engines, engine -> engine.judge().bindFailures()),
                StatsMaker.sumLongs(
                        engines,
                        engine -> engine.judge().forgotten() + engine.filters().forgotten()),
                clampedTimestamps,
                List.of());
    }

    private static DirectionReport direction(List<Engine> engines, Direction direction) {
        List<Account> accounts = StatsMaker.accounts(engines, direction);
        List<Accounts.Way> ways =
                engines.stream().map(engine -> engine.accounts().way(direction)).toList();
        TrafficStats traffic = StatsMaker.traffic(accounts);
        return new DirectionReport(
                direction,
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                traffic.packetsReordered(),
                traffic.packetsDuplicated(),
                traffic.packetsIgnored(),
                traffic.bytesIgnored(),
                traffic.drops(),
                traffic.delay(),
                StatsMaker.delays(accounts).bars().stream()
                        .map(bar -> new DelayCount(Duration.ofNanos(bar.nanos()), bar.count()))
                        .toList(),
                link(engines, direction),
                throughput(ways.stream().map(Accounts.Way::offered).toList()),
                throughput(ways.stream().map(Accounts.Way::delivered).toList()));
    }

    private static @Nullable LinkReport link(List<Engine> engines, Direction direction) {
        Rate configured = engines.get(0).lines().rate(direction);
        long busyNanos = 0;
        long sentBytes = 0;
        long marked = 0;
        for (Engine engine : engines) {
            LinkUse link = engine.lines().link(direction);
            if (link == null || configured == null) {
                return null;
            }
            busyNanos += link.busyNanos();
            sentBytes += link.sentBytes();
            marked += link.marked();
        }
        double seconds = busyNanos / 1e9;
        double achieved = seconds == 0 ? 0 : 8.0 * sentBytes / seconds;
        return configured == null
                ? null
                : new LinkReport(configured, Duration.ofNanos(busyNanos), sentBytes, achieved, marked);
    }

    private static ThroughputReport throughput(List<ThroughputHistory> histories) {
        ThroughputHistory.Bins bins = histories.get(0).snapshot();
        for (ThroughputHistory other : histories.subList(1, histories.size())) {
            bins = bins.plus(other.snapshot());
        }
        List<Long> bytes = Arrays.stream(bins.bytesPerBin()).boxed().toList();
        return new ThroughputReport(Duration.ofNanos(bins.binNanos()), bytes);
    }

    private static RuleReport rule(List<RuleAccount> shards) {
        TrafficStats traffic = StatsMaker.together(shards);
        return new RuleReport(
                shards.get(0).name(),
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                traffic.packetsReordered(),
                traffic.packetsDuplicated(),
                traffic.packetsIgnored(),
                traffic.drops(),
                StatsMaker.errors(shards));
    }

    private static List<FlowReport> topFlows(List<Engine> engines) {
        return engines.stream()
                .flatMap(engine -> topFlows(engine.flows()).stream())
                .sorted(Comparator.comparingLong(FlowReport::bytesIn).reversed())
                .limit(TOP_FLOWS)
                .toList();
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
