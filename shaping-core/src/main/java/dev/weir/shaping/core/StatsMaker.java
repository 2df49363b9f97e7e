package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.core.account.Account;
import dev.weir.shaping.core.account.DelayCounts;
import dev.weir.shaping.core.account.ProcessTable;
import dev.weir.shaping.core.account.RuleAccount;
import dev.weir.shaping.core.account.Totals;
import dev.weir.shaping.core.engine.Accounts;
import dev.weir.shaping.core.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads an engine's accounts, on any thread. */
final class StatsMaker {
    private static final DropReason[] REASONS = DropReason.values();
    private static final PriorityClass[] CLASSES = {PriorityClass.HIGH, PriorityClass.NORMAL, PriorityClass.LOW};

    private StatsMaker() {}

    static ShapingStats stats(Engine engine, Instant start) {
        Accounts accounts = engine.accounts();
        ProcessTable processes = accounts.processes();
        List<Account> incoming = accounts.way(Direction.INCOMING).accounts();
        List<Account> outgoing = accounts.way(Direction.OUTGOING).accounts();
        return new ShapingStats(
                start,
                Duration.ofNanos(accounts.nowNanos()),
                traffic(incoming),
                traffic(outgoing),
                traffic(both(incoming, outgoing)),
                IntStream.range(0, Accounts.CLASSES)
                        .mapToObj(band -> ofClass(CLASSES[band], incoming.get(band), outgoing.get(band)))
                        .toList(),
                engine.judge().accounts().stream().map(StatsMaker::rule).toList(),
                engine.flows().size(),
                engine.flows().evictions(),
                processes == null ? 0 : processes.overflows());
    }

    private static List<Account> both(List<Account> incoming, List<Account> outgoing) {
        List<Account> both = new ArrayList<>(incoming);
        both.addAll(outgoing);
        return both;
    }

    private static ClassStats ofClass(PriorityClass priorityClass, Account incoming, Account outgoing) {
        return new ClassStats(
                priorityClass,
                traffic(List.of(incoming)),
                traffic(List.of(outgoing)),
                traffic(List.of(incoming, outgoing)));
    }

    private static RuleStats rule(RuleAccount rule) {
        Account incoming = rule.way(Direction.INCOMING);
        Account outgoing = rule.way(Direction.OUTGOING);
        return new RuleStats(
                rule.name(),
                traffic(List.of(incoming)),
                traffic(List.of(outgoing)),
                traffic(List.of(incoming, outgoing)),
                rule.errors());
    }

    /** The sum of some accounts. What left is read before what entered, so that it is never more. */
    static TrafficStats traffic(List<Account> accounts) {
        long packetsOut = 0;
        long bytesOut = 0;
        long packetsIgnored = 0;
        long bytesIgnored = 0;
        for (Account account : accounts) {
            Totals totals = account.totals();
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
                packetsIn, bytesIn, packetsOut, bytesOut, packetsIgnored, bytesIgnored, drops, delay(delays(accounts)));
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
