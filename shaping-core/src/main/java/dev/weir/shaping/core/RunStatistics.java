package dev.weir.shaping.core;

import dev.weir.shaping.core.engine.Engine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** What any thread may read of a run while it goes on: the sums over the engines that are its shards. */
final class RunStatistics {
    private final List<Engine> engines;
    private final Instant start;

    RunStatistics(List<Engine> engines, Instant start) {
        this.engines = engines;
        this.start = start;
    }

    ShapingStats stats() {
        return StatsMaker.stats(engines, start);
    }

    TrafficHistory history() {
        return TrafficHistory.of(
                engines.stream().map(engine -> engine.accounts().log()).toList());
    }

    /** Each connection is in one engine. */
    List<ConnectionStats> connections() {
        return engines.stream()
                .flatMap(engine -> new ConnectionScan(engine, start).connections().stream())
                .toList();
    }

    List<ProcessStats> processes() {
        return together(
                engine -> new ConnectionScan(engine, start).processes(), ProcessStats::identity, ProcessStats::plus);
    }

    List<StreamStats> streams() {
        return together(StreamStats::of, StreamStats::identity, StreamStats::plus);
    }

    /** What all engines tell; what is the same in several is summed up. */
    private <T> List<T> together(Function<Engine, List<T>> told, Function<T, Object> identity, BinaryOperator<T> sum) {
        if (engines.size() == 1) {
            return told.apply(engines.get(0));
        }
        Map<Object, T> all = new LinkedHashMap<>();
        for (Engine engine : engines) {
            for (T one : told.apply(engine)) {
                all.merge(identity.apply(one), one, sum);
            }
        }
        return List.copyOf(all.values());
    }
}
