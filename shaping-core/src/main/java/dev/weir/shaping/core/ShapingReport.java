package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run did. Immutable and thread-safe; {@code toString} is a short summary.
 *
 * @param seed the seed of all random draws
 * @param start the instant of virtual time 0
 * @param duration virtual time so far
 * @param incoming what happened to incoming packets
 * @param outgoing what happened to outgoing packets
 * @param filters what each filter matched; packets that filters ignore or block are nowhere else in the report
 * @param rules what each rule did, the default priority last
 * @param topFlows the ten flows with the most bytes, most first
 * @param flows the flows in the table
 * @param flowEvictions flows pushed out by the bound on flows; one that comes back starts its draws over
 * @param bucketEvictions buckets given up because one rule gave more than 1024 different answers, and streams because there were too many
 * @param bindFailures outgoing packets that a rule bound to an adapter by which they could not leave
 * @param rulesForgotten rules and filters that were removed and did something, but are not in this report: each engine remembers the latest 1024 of each
 * @param clampedTimestamps packets offered with a time before the one in front of them
 * @param localAddresses the addresses by which the direction of captured packets was told, given or found; empty if the direction was
 *     told by the source of the packets
 */
public record ShapingReport(
        long seed,
        Instant start,
        Duration duration,
        DirectionReport incoming,
        DirectionReport outgoing,
        List<FilterStats> filters,
        List<RuleReport> rules,
        List<FlowReport> topFlows,
        int flows,
        long flowEvictions,
        long bucketEvictions,
        long bindFailures,
        long rulesForgotten,
        long clampedTimestamps,
        List<IpNetwork> localAddresses) {

    /**
     * What happened to packets of a direction.
     *
     * @param direction the direction
     * @return its report
     */
    public DirectionReport direction(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /**
     * This report, stating by which addresses directions were told.
     *
     * @param networks the addresses
     * @return the new report
     */
    public ShapingReport withLocalAddresses(List<IpNetwork> networks) {
        return new ShapingReport(
                seed,
                start,
                duration,
                incoming,
                outgoing,
                filters,
                rules,
                topFlows,
                flows,
                flowEvictions,
                bucketEvictions,
                bindFailures,
                rulesForgotten,
                clampedTimestamps,
                List.copyOf(networks));
    }

    @Override
    public String toString() {
        String directions = Stream.of(incoming, outgoing)
                .filter(report -> report.packetsIn() + report.packetsIgnored() > 0)
                .map(DirectionReport::toString)
                .collect(Collectors.joining("\n"));
        String filtered = filters.stream()
                .filter(stats -> stats.packets() > 0)
                .map(stats -> stats.name() + " (" + stats.action() + ") " + stats.packets() + " packets")
                .collect(Collectors.joining(", "));
        String end = String.format(Locale.ROOT, "%.3f s of virtual time, seed %d", duration.toNanos() / 1e9, seed);
        String head = filtered.isEmpty() ? "" : "filters: " + filtered + "\n";
        return directions.isEmpty() ? head + "no packets; " + end : head + directions + "\n" + end;
    }
}
