package dev.weir.benchmarks;

import static dev.weir.shaping.Priorities.limit;

import dev.weir.capture.relay.Relay;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.impair.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern DECIDED = Pattern.compile("([0-9]+) upload ([0-9]+) 0 ([0-9].*)");
    private static final int CONNECTIONS = 16;
    private static final int MESSAGES = 40;
    /** More than by how much two messages may differ in delay, so that none waits for the one before. */
    private static final long EVERY_NANOS = 60_000_000;

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
        System.out.println(table(quick, sections.isEmpty() ? ALL : sections));
    }

    /** Everything. */
    static String table(boolean quick) throws IOException, InterruptedException {
        return table(quick, ALL);
    }

    private static String table(boolean quick, List<String> sections) throws IOException, InterruptedException {
        try (SocketServer server = new SocketServer()) {
            RelayComparison comparison = new RelayComparison(quick ? 2 : 7, server);
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
            case "delay" ->
                Table.head("one way, measured minus decided, us", "p1", "p50", "p90", "p99")
                        + delay("relay, 0 ms", "delay=0 ms")
                        + delay("relay, 5 ms", "delay=5 ms")
                        + delay("relay, 100 ms, 20 ms more or less", "delay=100 ms jitter=20 ms");
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

    /** How much longer one way takes than the delay that was decided for its segment; the median of the direct way is taken off. */
    private String delay(String name, String line) throws IOException, InterruptedException {
        List<Double> direct = new ArrayList<>();
        List<Double> relayed = new ArrayList<>();
        try (Relay relay = relay().upload(line).seed(7).record()) {
            for (int turn = 0; turn < Math.min(3, turns); turn++) {
                for (double age : trials.oneWay(server.address(), CONNECTIONS, MESSAGES, EVERY_NANOS)) {
                    direct.add(age);
                }
                for (double age : trials.oneWay(relay.address(), CONNECTIONS, MESSAGES, EVERY_NANOS)) {
                    relayed.add(age);
                }
            }
            takeOff(relayed, relay);
        }
        double base = percentile(direct, 50);
        return percentiles("direct", direct, base) + percentiles(name, relayed, base);
    }

    /** Takes off what was decided: the message of a number is the segment of the next one, as the first segment only says what is wanted. */
    private static void takeOff(List<Double> ages, Relay relay) throws IOException {
        Path file = Files.createTempFile("relay", ".record");
        try {
            relay.writeRecord(file);
            for (String line : Files.readAllLines(file)) {
                Matcher decided = DECIDED.matcher(line);
                if (decided.matches()) {
                    int connection = Integer.parseInt(decided.group(1));
                    int message = Integer.parseInt(decided.group(2)) - 1;
                    if (message >= 0) {
                        int index = connection * MESSAGES + message;
                        ages.set(
                                index,
                                ages.get(index)
                                        - Durations.parse("delay", decided.group(3))
                                                .toNanos());
                    }
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static String percentiles(String who, List<Double> nanos, double base) {
        StringBuilder row = new StringBuilder("| ").append(who);
        for (int percent : PERCENTILES) {
            row.append(" | ").append(micros(percentile(nanos, percent) - base));
        }
        return row.append(" |\n").toString();
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e3);
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
