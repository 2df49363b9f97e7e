package dev.weir.shaping.core;

import dev.weir.shaping.core.engine.Engine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        List<ProcessStats> all = new ArrayList<>();
        for (Engine engine : engines) {
            for (ProcessStats process : new ConnectionScan(engine, start).processes()) {
                add(all, process);
            }
        }
        return List.copyOf(all);
    }

    private static void add(List<ProcessStats> all, ProcessStats process) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isSame(process)) {
                all.set(i, all.get(i).plus(process));
                return;
            }
        }
        all.add(process);
    }

    /** A stream whose packets are of several connections is in several engines, and in the list once for each. */
    List<StreamStats> streams() {
        return engines.stream()
                .flatMap(engine -> StreamStats.of(engine).stream())
                .toList();
    }
}
