package dev.weir.benchmarks;

import static dev.weir.shaping.Priorities.limit;

import dev.weir.capture.relay.Relay;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a relay costs and how exact it is, through real sockets, beside a direct connection to the same server, in turns in one JVM.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.RelayComparison [--quick] [plain|delay|rate...]
 * }</pre>
 *
 * <p>Everything is measured at the receiver. Clients, relay and server share the processors.
 */
public final class RelayComparison {
    private static final List<String> ALL = List.of("plain", "delay", "rate");
    private static final int[] PERCENTILES = {1, 50, 90, 99};
    private static final String HOW_FINE = "%.1f";

    private final int turns;
    private final SocketServer server;
    private final RelayTrials trials;

    private RelayComparison(int turns, SocketServer server) {
        this.turns = turns;
        this.server = server;
        trials = new RelayTrials(server);
    }

    /**
     * Prints tables.
     *
     * @param args {@code --quick} for two turns in place of seven, and sections, all of them unless some are named
     * @throws Exception if sockets fail
     */
    public static void main(String[] args) throws Exception {
        List<String> sections = new ArrayList<>(List.of(args));
        boolean quick = sections.remove("--quick");
        System.out.println(table(quick ? 2 : 7, sections.isEmpty() ? ALL : sections));
    }

    static String table(int turns, List<String> sections) throws IOException, InterruptedException {
        try (SocketServer server = new SocketServer()) {
            RelayComparison comparison = new RelayComparison(turns, server);
            StringBuilder text = new StringBuilder();
            for (String section : sections) {
                text.append(comparison.measure(section)).append('\n');
            }
            return text.toString();
        }
    }

    private String measure(String section) throws IOException, InterruptedException {
        return switch (section) {
            case "plain" -> plain();
            case "delay" -> delay("0 ms", 0, 0) + delay("5 ms", 5, 0) + delay("100 ms, +-20 ms", 100, 20);
            case "rate" -> rates();
            default -> throw new IllegalArgumentException("section must be one of " + ALL + ": " + section);
        };
    }

    private Relay relay() {
        return Relay.tcp(server.address());
    }

    private String plain() throws IOException, InterruptedException {
        try (Relay relay = relay()) {
            trials.warmUp(relay);
            List<InetSocketAddress> ways = List.of(server.address(), relay.address());
            List<Figures> figures = List.of(new Figures(), new Figures());
            for (int turn = 0; turn < turns; turn++) {
                for (int way = 0; way < ways.size(); way++) {
                    figures.get(way).measure(ways.get(way), trials);
                }
            }
            return Table.head("no impairment", "round trip p50, us", "p99, us", "MB/s", "connections/s")
                    + figures.get(0).row("direct")
                    + figures.get(1).row("relay");
        }
    }

    /** What is measured of one way without impairment; medians over all turns. */
    private static final class Figures {
        private static final int TRIPS = 5_000;
        private static final long FOR_NANOS = 700_000_000;

        private final List<Double> trips = new ArrayList<>();
        private final List<Double> bytesPerSecond = new ArrayList<>();
        private final List<Double> connectionsPerSecond = new ArrayList<>();

        void measure(InetSocketAddress address, RelayTrials trials) throws IOException, InterruptedException {
            for (double nanos : trials.roundTrips(address, TRIPS)) {
                trips.add(nanos);
            }
            bytesPerSecond.add(trials.bytesPerSecond(address, FOR_NANOS));
            connectionsPerSecond.add(trials.connectionsPerSecond(address, FOR_NANOS));
        }

        String row(String who) {
            return Table.row(
                    who,
                    Table.number(percentile(trips, 50) / 1e3),
                    Table.number(percentile(trips, 99) / 1e3),
                    Table.number(percentile(bytesPerSecond, 50) / 1e6),
                    Table.number(percentile(connectionsPerSecond, 50)));
        }
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** What a delay adds to one way beyond what was asked, percentile by percentile; the median of the direct way is taken off. */
    private String delay(String name, int delayMillis, int jitterMillis) throws IOException, InterruptedException {
        int connections = 16;
        int messages = 40;
        long everyNanos = 60_000_000;
        String line = jitterMillis == 0
                ? "delay=" + delayMillis + " ms"
                : "delay=" + delayMillis + " ms jitter=" + jitterMillis + " ms";
        List<Double> direct = new ArrayList<>();
        List<Double> relayed = new ArrayList<>();
        try (Relay relay = relay().upload(line).seed(7)) {
            for (int turn = 0; turn < Math.min(3, turns); turn++) {
                for (double age : trials.oneWay(server.address(), connections, messages, everyNanos)) {
                    direct.add(age);
                }
                for (double age : trials.oneWay(relay.address(), connections, messages, everyNanos)) {
                    relayed.add(age);
                }
            }
        }
        double base = percentile(direct, 50);
        StringBuilder row = new StringBuilder();
        for (int percent : PERCENTILES) {
            double asked = (delayMillis - jitterMillis + 2.0 * jitterMillis * percent / 100) * 1e6;
            row.append(" | ").append(micros(percentile(relayed, percent) - base - asked));
        }
        String head = "| one way, measured minus asked, us | p1 | p50 | p90 | p99 |\n|---|---|---|---|---|\n";
        StringBuilder floor = new StringBuilder("| direct");
        for (int percent : PERCENTILES) {
            floor.append(" | ").append(micros(percentile(direct, percent) - base));
        }
        return head + floor + " |\n| " + name + row + " |\n\n";
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, HOW_FINE, nanos / 1e3);
    }

    private String rates() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(Table.head(
                "achieved of asked, %", "bytes", "1 connection", "3 share the line", "3, each its own limit"));
        for (long bytesPerSecond : new long[] {100_000, 1_000_000, 10_000_000}) {
            for (long bytes : new long[] {100_000, 1_000_000, 10_000_000}) {
                if (bytes / bytesPerSecond <= 10) {
                    text.append(rate(bytesPerSecond, bytes));
                }
            }
        }
        return text.toString();
    }

    private String rate(long bytesPerSecond, long bytes) throws IOException, InterruptedException {
        String line = "rate=" + bytesPerSecond + " B/s overhead=-40";
        // headers of 40 bytes count against a limit, which has no framing
        Priority limited = limit(bytesPerSecond * 1_488 / 1_448).perConnection();
        Rule each = (packet, context) -> limited;
        int most = bytes >= 5 * bytesPerSecond ? 1 : Math.min(3, turns);
        List<List<Double>> achieved = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int turn = 0; turn < most; turn++) {
            try (Relay shared = relay().upload(line);
                    Relay single = relay().rule("each", each)) {
                achieved.get(0).add(trials.bytesPerSecond(shared.address(), 1, bytes) / bytesPerSecond);
                achieved.get(1).add(trials.bytesPerSecond(shared.address(), 3, bytes / 3) / bytesPerSecond);
                achieved.get(2).add(trials.bytesPerSecond(single.address(), 3, bytes) / bytesPerSecond / 3);
            }
        }
        return Table.row(
                bytesPerSecond / 1_000 + " kB/s",
                bytes / 1_000 + " kB",
                percent(achieved.get(0)),
                percent(achieved.get(1)),
                percent(achieved.get(2)));
    }

    private static String percent(List<Double> achieved) {
        return String.format(Locale.ROOT, "%.2f", 100 * percentile(achieved, 50));
    }
}
