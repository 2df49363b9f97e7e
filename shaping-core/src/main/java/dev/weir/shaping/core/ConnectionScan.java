package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.account.Passage;
import dev.weir.shaping.core.account.ProcessTable;
import dev.weir.shaping.core.engine.Decisions;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.packet.FlowReader;
import dev.weir.shaping.core.packet.FlowSnapshot;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.ProcessInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One look over an engine's flows, on any thread: joins the two directions of each connection, and finds out what each process has open. */
final class ConnectionScan {
    private final Engine engine;
    private final Instant start;
    private final long nowSecond;
    private final Map<Connection, Ends> found = new LinkedHashMap<>();

    /** The flows of a connection; at least one of them is there. */
    private static final class Ends {
        private @Nullable FlowSnapshot incoming;
        private @Nullable FlowSnapshot outgoing;

        void add(FlowSnapshot flow) {
            if (flow.key().direction() == Direction.INCOMING) {
                incoming = flow;
            } else {
                outgoing = flow;
            }
        }

        FlowSnapshot latest() {
            FlowSnapshot one = incoming;
            FlowSnapshot other = outgoing;
            if (one != null && (other == null || one.lastSeenNanos() > other.lastSeenNanos())) {
                return one;
            }
            if (other != null) {
                return other;
            }
            throw new IllegalStateException("connection must have a flow");
        }

        long firstSeenNanos() {
            long first = latest().firstSeenNanos();
            first = incoming == null ? first : Math.min(first, incoming.firstSeenNanos());
            return outgoing == null ? first : Math.min(first, outgoing.firstSeenNanos());
        }
    }

    ConnectionScan(Engine engine, Instant start) {
        this.engine = engine;
        this.start = start;
        long nowNanos = engine.accounts().nowNanos();
        nowSecond = engine.accounts().log().secondOf(nowNanos);
        FlowReader reader = new FlowReader(engine.flows());
        int flows = engine.flows().size();
        for (int flow = 0; flow < flows; flow++) {
            FlowSnapshot copy = reader.read(flow);
            Connection connection = copy.active(nowNanos) ? copy.key().connection() : null;
            if (connection != null) {
                found.computeIfAbsent(connection, ends -> new Ends()).add(copy);
            }
        }
    }

    List<ConnectionStats> connections() {
        List<ConnectionStats> result = new ArrayList<>(found.size());
        found.forEach((connection, ends) -> result.add(stats(connection, ends)));
        return List.copyOf(result);
    }

    private ConnectionStats stats(Connection connection, Ends ends) {
        FlowSnapshot latest = ends.latest();
        ProcessInfo process = PacketView.processOf(latest.attributes());
        Decisions.Decision decision = engine.judge().decisions().find(latest.decided());
        return new ConnectionStats(
                connection,
                way(ends.incoming),
                way(ends.outgoing),
                start.plusNanos(ends.firstSeenNanos()),
                start.plusNanos(latest.lastSeenNanos()),
                process == null ? ProcessInfo.UNKNOWN : process,
                decision == null ? "" : decision.rule(),
                decision == null ? "" : decision.priority());
    }

    private FlowStats way(@Nullable FlowSnapshot flow) {
        return flow == null
                ? FlowStats.NONE
                : new FlowStats(
                        flow.packetsIn(),
                        flow.bytesIn(),
                        flow.packetsOut(),
                        flow.bytesOut(),
                        Passage.bytesPerSecond(
                                nowSecond, flow.second(), flow.bytesInSecond(), flow.bytesInSecondBefore()));
    }

    List<ProcessStats> processes() {
        ProcessTable table = engine.accounts().processes();
        if (table == null) {
            return List.of();
        }
        int[] connections = new int[ProcessTable.MOST + 1];
        for (Ends ends : found.values()) {
            int number = PacketView.processNumberOf(ends.latest().attributes());
            if (number >= 0) {
                connections[number]++;
            }
        }
        List<ProcessStats> result = new ArrayList<>();
        int size = table.size();
        for (int number = 0; number < size; number++) {
            ProcessInfo process = table.process(number);
            result.add(stats(table, number, process.pid(), process.name(), process.executable(), connections[number]));
        }
        if (table.overflows() > 0) {
            result.add(stats(
                    table,
                    ProcessTable.OTHER,
                    ProcessInfo.UNKNOWN.pid(),
                    ProcessStats.OTHER,
                    "",
                    connections[ProcessTable.OTHER]));
        }
        return List.copyOf(result);
    }

    private ProcessStats stats(
            ProcessTable table, int number, int pid, String name, String executable, int connections) {
        return new ProcessStats(
                pid,
                name,
                executable,
                FlowStats.of(table.passage(number, Direction.INCOMING, nowSecond)),
                FlowStats.of(table.passage(number, Direction.OUTGOING, nowSecond)),
                connections);
    }
}
