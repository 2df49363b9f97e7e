package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.PriorityClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run has done so far, read without stopping it. Immutable and thread-safe.
 *
 * <p>A reading takes no lock and waits for nobody. Each figure is right at some time during the reading, counters never run backward from one
 * reading to the next, and nowhere does more leave than entered; figures that belong together may be a few packets apart while packets are on their
 * way. Of a run at rest they are exact.
 *
 * @param start the instant of logical time 0
 * @param duration logical time so far
 * @param incoming all incoming packets
 * @param outgoing all outgoing packets
 * @param total both
 * @param classes the classes that share a capacity: high, normal, low
 * @param filters the filters in order, then those that were removed and matched something; packets that filters ignore or block are nowhere else in the statistics
 * @param rules the rules in order, then those that were switched off or removed and did something, and the default priority last
 * @param flows the flows in the table
 * @param flowEvictions flows pushed out by the bound on flows
 * @param processOverflows flows of processes beyond the 4096 that are told apart
 */
public record ShapingStats(
        Instant start,
        Duration duration,
        TrafficStats incoming,
        TrafficStats outgoing,
        TrafficStats total,
        List<ClassStats> classes,
        List<FilterStats> filters,
        List<RuleStats> rules,
        int flows,
        long flowEvictions,
        long processOverflows) {

    /**
     * The packets of a direction.
     *
     * @param direction the direction
     * @return what happened to them
     */
    public TrafficStats direction(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /**
     * The packets of a class.
     *
     * @param priorityClass {@link PriorityClass#HIGH}, {@link PriorityClass#NORMAL} or {@link PriorityClass#LOW}
     * @return what happened to them
     * @throws IllegalArgumentException if the class shares no capacity
     */
    public ClassStats ofClass(PriorityClass priorityClass) {
        return classes.stream()
                .filter(stats -> stats.priorityClass() == priorityClass)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("class must be high, normal or low: " + priorityClass));
    }

    /**
     * What a filter matched.
     *
     * @param name the filter's name
     * @return its statistics
     * @throws IllegalArgumentException if there is no such filter
     */
    public FilterStats filter(String name) {
        return filters.stream()
                .filter(stats -> stats.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("filter must be in the list: " + name));
    }

    /**
     * What a rule did.
     *
     * @param name the rule's name; {@code default} for the default priority
     * @return its statistics
     * @throws IllegalArgumentException if there is no such rule
     */
    public RuleStats rule(String name) {
        return rules.stream()
                .filter(stats -> stats.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rule must be in the list: " + name));
    }
}
