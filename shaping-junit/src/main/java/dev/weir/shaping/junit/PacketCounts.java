package dev.weir.shaping.junit;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.DropReport;
import dev.weir.shaping.core.RuleReport;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The counts of a report. Immutable. */
record PacketCounts(long in, long out, long reordered, List<DropReport> drops) {
    static PacketCounts of(DirectionReport report) {
        return new PacketCounts(report.packetsIn(), report.packetsOut(), report.packetsReordered(), report.drops());
    }

    static PacketCounts of(RuleReport report) {
        return new PacketCounts(report.packetsIn(), report.packetsOut(), report.packetsReordered(), report.drops());
    }

    PacketCounts plus(PacketCounts other) {
        return new PacketCounts(
                in + other.in,
                out + other.out,
                reordered + other.reordered,
                Stream.concat(drops.stream(), other.drops.stream()).toList());
    }

    long dropped() {
        return drops.stream().mapToLong(DropReport::packets).sum();
    }

    long dropped(DropReason reason) {
        return drops.stream()
                .filter(drop -> drop.reason() == reason)
                .mapToLong(DropReport::packets)
                .sum();
    }

    @Override
    public String toString() {
        String reasons = drops.stream()
                .map(DropReport::reason)
                .distinct()
                .sorted()
                .map(reason -> reason + " " + dropped(reason))
                .collect(Collectors.joining(", "));
        return in + " packets in, " + out + " out, " + dropped() + " dropped"
                + (reasons.isEmpty() ? "" : " (" + reasons + ")") + ", " + (in - out - dropped()) + " held, "
                + reordered + " reordered";
    }
}
