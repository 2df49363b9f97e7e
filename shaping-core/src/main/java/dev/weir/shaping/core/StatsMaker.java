package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.core.account.Account;
import dev.weir.shaping.core.account.DelayCounts;
import dev.weir.shaping.core.account.FilterAccount;
import dev.weir.shaping.core.account.ProcessTable;
import dev.weir.shaping.core.account.RuleAccount;
import dev.weir.shaping.core.account.Totals;
import dev.weir.shaping.core.engine.Accounts;
import dev.weir.shaping.core.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Reads the accounts of the engines of a run, on any thread. */
final class StatsMaker {
    private static final DropReason[] REASONS = DropReason.values();
    private static final PriorityClass[] CLASSES = {PriorityClass.HIGH, PriorityClass.NORMAL, PriorityClass.LOW};

    private StatsMaker() {}

    static ShapingStats stats(List<Engine> engines, Instant start) {
        List<Account> incoming = accounts(engines, Direction.INCOMING);
        List<Account> outgoing = accounts(engines, Direction.OUTGOING);
        return new ShapingStats(
                start,
                Duration.ofNanos(nowNanos(engines)),
                traffic(incoming),
                traffic(outgoing),
                traffic(both(incoming, outgoing)),
                IntStream.range(0, Accounts.CLASSES)
                        .mapToObj(band -> ofClass(
                                CLASSES[band],
                                accounts(engines, Direction.INCOMING, band),
                                accounts(engines, Direction.OUTGOING, band)))
                        .toList(),
                filters(engines),
                rules(engines).stream().map(StatsMaker::rule).toList(),
                sum(engines, engine -> engine.flows().size()),
                sumLongs(engines, engine -> engine.flows().evictions()),
                sumLongs(engines, StatsMaker::processOverflows));
    }

    static long nowNanos(List<Engine> engines) {
        return engines.stream()
                .mapToLong(engine -> engine.accounts().nowNanos())
                .max()
                .orElse(0);
    }

    private static long processOverflows(Engine engine) {
        ProcessTable processes = engine.accounts().processes();
        return processes == null ? 0 : processes.overflows();
    }

    static int sum(List<Engine> engines, ToIntFunction<Engine> value) {
        return engines.stream().mapToInt(value).sum();
    }

    static long sumLongs(List<Engine> engines, ToLongFunction<Engine> value) {
        return engines.stream().mapToLong(value).sum();
    }

    static List<Account> accounts(List<Engine> engines, Direction direction) {
        return engines.stream()
                .flatMap(engine -> engine.accounts().way(direction).accounts().stream())
                .toList();
    }

    private static List<Account> accounts(List<Engine> engines, Direction direction, int band) {
        return engines.stream()
                .map(engine -> engine.accounts().way(direction).accounts().get(band))
                .toList();
    }

    /** The accounts of each rule in all engines, in order, the default priority last. */
    static List<List<RuleAccount>> rules(List<Engine> engines) {
        Map<String, List<RuleAccount>> byName = new LinkedHashMap<>();
        List<RuleAccount> last = new ArrayList<>();
        for (Engine engine : engines) {
            List<RuleAccount> all = engine.judge().accounts();
            for (RuleAccount rule : all.subList(0, all.size() - 1)) {
                byName.computeIfAbsent(rule.name(), name -> new ArrayList<>()).add(rule);
            }
            last.add(all.get(all.size() - 1));
        }
        List<List<RuleAccount>> result = new ArrayList<>(byName.values());
        result.add(last);
        return result;
    }

    /** What each filter matched in all engines, in order. */
    static List<FilterStats> filters(List<Engine> engines) {
        Map<List<Object>, FilterStats> all = new LinkedHashMap<>();
        for (Engine engine : engines) {
            for (FilterAccount account : engine.filters().accounts()) {
                FilterStats own = FilterStats.of(account);
                all.merge(own.identity(), own, FilterStats::plus);
            }
        }
        return List.copyOf(all.values());
    }

    private static List<Account> both(List<Account> incoming, List<Account> outgoing) {
        List<Account> both = new ArrayList<>(incoming);
        both.addAll(outgoing);
        return both;
    }

    private static ClassStats ofClass(PriorityClass priorityClass, List<Account> incoming, List<Account> outgoing) {
        return new ClassStats(priorityClass, traffic(incoming), traffic(outgoing), traffic(both(incoming, outgoing)));
    }

    private static RuleStats rule(List<RuleAccount> shards) {
        List<Account> incoming = ways(shards, Direction.INCOMING);
        List<Account> outgoing = ways(shards, Direction.OUTGOING);
        return new RuleStats(
                shards.get(0).name(),
                traffic(incoming),
                traffic(outgoing),
                traffic(both(incoming, outgoing)),
                errors(shards));
    }

    private static List<Account> ways(List<RuleAccount> shards, Direction direction) {
        return shards.stream().map(rule -> rule.way(direction)).toList();
    }

    /** What a rule did in all engines, both directions together. */
    static TrafficStats together(List<RuleAccount> shards) {
        return traffic(both(ways(shards, Direction.INCOMING), ways(shards, Direction.OUTGOING)));
    }

    static long errors(List<RuleAccount> shards) {
        return shards.stream().mapToLong(RuleAccount::errors).sum();
    }

    /** The sum of some accounts. What left is read before what entered, so that it is never more. */
    static TrafficStats traffic(List<Account> accounts) {
        long packetsOut = 0;
        long bytesOut = 0;
        long packetsReordered = 0;
        long packetsDuplicated = 0;
        long packetsIgnored = 0;
        long bytesIgnored = 0;
        for (Account account : accounts) {
            Totals totals = account.totals();
            packetsReordered += totals.packetsReordered();
            packetsDuplicated += totals.copies();
            packetsOut += totals.packetsOut();
            bytesOut += totals.bytesOut();
            packetsIgnored += totals.packetsIgnored();
            bytesIgnored += totals.bytesIgnored();
        }
        List<DropReport> drops = drops(accounts);
        long packetsIn = 0;
        long bytesIn = 0;
        for (Account account : accounts) {
            packetsIn += account.totals().packetsIn();
            bytesIn += account.totals().bytesIn();
        }
        return new TrafficStats(
                packetsIn,
                bytesIn,
                packetsOut,
                bytesOut,
                packetsReordered,
                packetsDuplicated,
                packetsIgnored,
                bytesIgnored,
                drops,
                delay(delays(accounts)));
    }

    private static List<DropReport> drops(List<Account> accounts) {
        List<DropReport> drops = new ArrayList<>();
        for (DropReason reason : REASONS) {
            long packets = 0;
            long bytes = 0;
            for (Account account : accounts) {
                packets += account.totals().packetsDropped(reason);
                bytes += account.totals().bytesDropped(reason);
            }
            if (packets > 0) {
                drops.add(new DropReport(reason, packets, bytes));
            }
        }
        return List.copyOf(drops);
    }

    static DelayCounts delays(List<Account> accounts) {
        DelayCounts counts = new DelayCounts();
        accounts.forEach(account -> account.delay().addTo(counts));
        return counts;
    }

    static DelayReport delay(DelayCounts delays) {
        return new DelayReport(
                Duration.ofNanos(Math.round(delays.meanNanos())),
                Duration.ofNanos(delays.percentileNanos(50)),
                Duration.ofNanos(delays.percentileNanos(99)),
                Duration.ofNanos(delays.maxNanos()));
    }
}
