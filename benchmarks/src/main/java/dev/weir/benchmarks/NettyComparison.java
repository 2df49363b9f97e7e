package dev.weir.benchmarks;

import dev.weir.shaping.core.IdleStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One limit, by the clock: our live engine against Netty's {@code GlobalTrafficShapingHandler}, in turns in one JVM.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.NettyComparison
 * }</pre>
 *
 * <p>A producer offers packets of 1200 bytes at a steady rate and sleeps in between; a consumer notes when each is delivered. Twice a fifth more than the
 * limit is offered, once less than the limit. Netty runs with its default check interval of a second, and with ten milliseconds. Its packets are refused while
 * the channel is not writable, ours when the limit's queue is full.
 */
public final class NettyComparison {
    private static final long WARM_NANOS = 1_500_000_000L;

    private NettyComparison() {}

    /** What is offered to whom. */
    private record Case(String name, long bytesPerSecond, long packetsPerSecond) {}

    private static final List<Case> CASES = List.of(
            new Case("10 MB/s, 10,000 packets/s offered", 10_000_000, 10_000),
            new Case("100 MB/s, 100,000 offered", 100_000_000, 100_000),
            new Case("200 MB/s, 100,000 offered: not reached", 200_000_000, 100_000));

    private static final String BALANCED = "weir, balanced";
    private static final String LOW_CPU = "weir, low CPU";
    private static final String NETTY_FINE = "netty, 10 ms";
    private static final String NETTY_DEFAULT = "netty, 1 s";
    private static final List<String> WHO = List.of(BALANCED, LOW_CPU, NETTY_FINE, NETTY_DEFAULT);

    /**
     * Prints a table.
     *
     * @param args nothing
     */
    public static void main(String[] args) {
        System.out.println(table(Effort.FULL));
    }

    static String table(Effort effort) {
        Map<String, List<LiveTrial>> trials = new LinkedHashMap<>();
        for (Case one : CASES) {
            for (String who : WHO) {
                trial(who, one, WARM_NANOS);
            }
            for (int round = 0; round < effort.rounds(); round++) {
                for (String who : WHO) {
                    trials.computeIfAbsent("| " + one.name + " | " + who, key -> new ArrayList<>())
                            .add(trial(who, one, effort.liveMillis() * 1_000_000L));
                }
            }
        }
        StringBuilder text = new StringBuilder(Table.head(
                "limit",
                "who",
                "achieved %",
                "least and most in 1 s, %",
                "busiest 10 ms, in ms of the limit",
                "error us: 1 %",
                "50 %",
                "99 %",
                "CPU of shaper, ns/packet",
                "of producer",
                "B/packet"));
        trials.forEach((name, runs) ->
                runs.forEach(run -> text.append(name).append(' ').append(row(run))));
        return text.toString();
    }

    private static LiveTrial trial(String who, Case one, long nanos) {
        int most = (int) (one.packetsPerSecond * nanos / 1_000_000_000L) + 1;
        try (LiveContestant contestant = contestant(who, one.bytesPerSecond, most)) {
            return new LiveTrial(contestant, one.bytesPerSecond, one.packetsPerSecond, nanos);
        }
    }

    private static LiveContestant contestant(String who, long bytesPerSecond, int most) {
        return switch (who) {
            case BALANCED -> new WeirContestant(bytesPerSecond, IdleStrategy.BALANCED, most);
            case LOW_CPU -> new WeirContestant(bytesPerSecond, IdleStrategy.LOW_CPU, most);
            case NETTY_FINE -> new NettyContestant(bytesPerSecond, 10, most);
            default -> new NettyContestant(bytesPerSecond, 1_000, most);
        };
    }

    private static String row(LiveTrial run) {
        int packets = Math.max(1, run.delivered());
        return Table.row(
                percent(run.achieved()),
                percent(run.achievedInSecond(false)) + " " + percent(run.achievedInSecond(true)),
                Table.number(run.busiestMillis()),
                Table.number(run.errorMicros(0.01)),
                Table.number(run.errorMicros(0.5)),
                Table.number(run.errorMicros(0.99)),
                run.shaperNanos() / packets,
                run.producerNanos() / packets,
                Table.bytes(run.bytesPerPacket()));
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f", 100 * part);
    }
}
