package dev.weir.cli;

import dev.weir.shaping.core.DelayReport;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.DropReport;
import dev.weir.shaping.core.FlowReport;
import dev.weir.shaping.core.LinkReport;
import dev.weir.shaping.core.RuleReport;
import dev.weir.shaping.core.ShapingReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as text for people. */
final class ReportTable {
    private final ShapingReport report;
    private final List<DirectionReport> directions;

    private ReportTable(ShapingReport report) {
        this.report = report;
        this.directions = List.of(report.incoming(), report.outgoing());
    }

    static String text(ShapingReport report) {
        ReportTable table = new ReportTable(report);
        return table.traffic() + "\n" + table.drops() + table.delays() + "\n" + table.rates() + "\n" + table.flows()
                + table.rules() + table.summary();
    }

    private String traffic() {
        TextTable table =
                new TextTable("traffic", "packets in", "packets out", "dropped", "ignored", "bytes in", "bytes out");
        for (DirectionReport way : directions) {
            table.row(
                    way.direction(),
                    way.packetsIn(),
                    way.packetsOut(),
                    way.packetsDropped(),
                    way.packetsIgnored(),
                    way.bytesIn(),
                    way.bytesOut());
        }
        return table.toString();
    }

    private String drops() {
        TextTable table = new TextTable("dropped by reason", "packets", "bytes");
        for (DirectionReport way : directions) {
            for (DropReport drop : way.drops()) {
                table.row(way.direction() + " " + words(drop), drop.packets(), drop.bytes());
            }
        }
        return directions.stream().allMatch(way -> way.drops().isEmpty()) ? "" : table + "\n";
    }

    private static String words(DropReport drop) {
        return drop.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String delays() {
        TextTable table = new TextTable("added delay", "mean", "p50", "p99", "max");
        for (DirectionReport way : directions) {
            DelayReport delay = way.delay();
            table.row(
                    way.direction(),
                    millis(delay.mean()),
                    millis(delay.p50()),
                    millis(delay.p99()),
                    millis(delay.max()));
        }
        return table.toString();
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.3f ms", duration.toNanos() / 1e6);
    }

    private String rates() {
        TextTable table = new TextTable("line", "configured rate", "achieved while busy", "busy");
        for (DirectionReport way : directions) {
            LinkReport link = way.link();
            if (link == null) {
                table.row(way.direction(), "none", "-", "-");
            } else {
                table.row(way.direction(), link.configuredRate(), achieved(link), seconds(link.busy()));
            }
        }
        return table.toString();
    }

    private static String achieved(LinkReport link) {
        double configured = link.configuredRate().bitsPerSecond();
        return String.format(
                Locale.ROOT,
                "%.1f kbit/s (%.2f %%)",
                link.achievedBitsPerSecond() / 1e3,
                100 * link.achievedBitsPerSecond() / configured);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
    }

    private String flows() {
        TextTable table =
                new TextTable("top flows", "packets in", "packets out", "bytes in", "bytes out", "mean added delay");
        for (FlowReport flow : report.topFlows()) {
            table.row(
                    flow.flow(),
                    flow.packetsIn(),
                    flow.packetsOut(),
                    flow.bytesIn(),
                    flow.bytesOut(),
                    millis(flow.meanDelay()));
        }
        return report.topFlows().isEmpty() ? "" : table + "\n";
    }

    private String rules() {
        TextTable table = new TextTable("rules", "packets in", "packets out", "dropped", "ignored", "errors");
        for (RuleReport rule : report.rules()) {
            long dropped = rule.drops().stream().mapToLong(DropReport::packets).sum();
            table.row(rule.name(), rule.packetsIn(), rule.packetsOut(), dropped, rule.packetsIgnored(), rule.errors());
        }
        return report.rules().size() < 2 ? "" : table + "\n";
    }

    private String summary() {
        String local = report.localAddresses().isEmpty()
                ? "none"
                : report.localAddresses().stream().map(Object::toString).collect(Collectors.joining(", "));
        return "seed " + report.seed() + ", " + seconds(report.duration()) + " of virtual time, local addresses "
                + local + "\n";
    }
}
