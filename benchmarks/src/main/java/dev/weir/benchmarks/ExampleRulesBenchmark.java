package dev.weir.benchmarks;

import dev.weir.examples.CorrectedRules;
import dev.weir.examples.PublishedRules;
import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Evaluating each of the published rules, on 256 packets in turn whose headers are decoded, and whose countries and programs have been looked up, as it is for all packets
 * of a flow but the first. {@code packet} is the cost of going to the next packet without a rule. In E11 each packet is counted too, as the engine does.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ExampleRulesBenchmark -prof gc
 * }</pre>
 *
 * <p>The published figure is 1,000,000 evaluations per second and core, 1,000 ns each; the aim is 100,000,000, 10 ns each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class ExampleRulesBenchmark {
    private static final int PACKETS = 256;
    private static final long PACKET_NANOS = 10_000;
    private static final List<String> PROGRAMS =
            List.of("vpn_app.exe", "bind_app.exe", "allowed_process.exe", "example_app.exe", "other.exe");
    private static final Country[] COUNTRIES = {Country.US, Country.CN, Country.GB, Country.UNKNOWN};
    private static final VpnStatus UP = new VpnStatus(VpnStatus.State.CONNECTED, "nuremberg", "10.8.0.2", false);

    private final Packet[] packets = new Packet[PACKETS];
    private final WallClock clock = new WallClock(Instant.EPOCH, ZoneOffset.UTC);
    private final RuleContext context = new RuleContext("measured", clock, () -> UP);
    private Rule measured = (packet, context) -> null;
    private boolean counted;
    private long nanos;
    private int at;

    /** Which rule; those with a C are the corrected ones. */
    @Param({
        "E00", "E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "E10", "E11", "E03C", "E05C", "E08C",
        "E09C", "E11C"
    })
    public String example = "E00";

    /** For JMH. */
    public ExampleRulesBenchmark() {}

    /** Makes the packets, and has every rule look at them once. */
    @Setup
    public void prepare() {
        FlowTable flows = new FlowTable(2 * PACKETS, new FlowSlots());
        Providers providers = Providers.of(List.of(
                (ProcessResolver) connection -> new ProcessInfo(
                        connection.localPort(),
                        "C:\\Program Files\\" + PROGRAMS.get(connection.localPort() % PROGRAMS.size()),
                        "",
                        ""),
                (GeoResolver) address -> GeoLocation.of(COUNTRIES[address.bytes()[3] & COUNTRIES.length - 1])));
        FlowKey key = new FlowKey();
        for (int i = 0; i < PACKETS; i++) {
            Frame frame = frame(i);
            PacketHeaders headers = new PacketHeaders();
            byte[] bytes = frame.bytes();
            HeaderDecoder.decode(bytes, 0, bytes.length, frame.linkType(), headers);
            key.set(headers, frame.direction());
            PacketView view = new PacketView(headers, flows, providers);
            view.set(bytes, 0, bytes.length, bytes.length, frame.linkType(), frame.direction(), i, flows.enter(key, i));
            packets[i] = view;
        }
        measured = rule(example);
        counted = example.startsWith("E11");
        for (int i = 0; i < 4 * PACKETS; i++) {
            evaluate();
        }
    }

    private static Frame frame(int number) {
        String remote = "192.0.2." + (1 + number % 251);
        int remotePort = number % 3 == 0 ? 6_881 + number % 4 : 443;
        boolean udp = number % 2 == 0;
        if (number % 5 < 3) {
            return (udp
                            ? Packets.udp("10.0.0.2", 5_000 + number, remote, remotePort)
                            : Packets.tcp("10.0.0.2", 5_000 + number, remote, remotePort))
                    .outgoing();
        }
        return (udp
                        ? Packets.udp(remote, remotePort, "10.0.0.2", 5_000 + number)
                        : Packets.tcp(remote, remotePort, "10.0.0.2", 5_000 + number))
                .incoming();
    }

    private static Rule rule(String name) {
        return switch (name) {
            case "E00" -> PublishedRules.E00;
            case "E01" -> PublishedRules.E01;
            case "E02" -> PublishedRules.E02;
            case "E03" -> PublishedRules.E03;
            case "E04" -> PublishedRules.E04;
            case "E05" -> PublishedRules.E05;
            case "E06" -> PublishedRules.E06;
            case "E07" -> PublishedRules.E07;
            case "E08" -> PublishedRules.E08;
            case "E09" -> PublishedRules.E09;
            case "E10" -> PublishedRules.E10;
            case "E11" -> PublishedRules.E11;
            case "E03C" -> CorrectedRules.E03;
            case "E05C" -> CorrectedRules.E05;
            case "E08C" -> CorrectedRules.E08;
            case "E09C" -> CorrectedRules.E09;
            case "E11C" -> CorrectedRules.E11;
            default -> throw new IllegalArgumentException("example must name a rule: " + name);
        };
    }

    private Packet next() {
        at = at + 1 & PACKETS - 1;
        nanos += PACKET_NANOS;
        clock.set(nanos);
        return packets[at];
    }

    /**
     * The next packet alone.
     *
     * @return a field
     */
    @Benchmark
    public int packet() {
        return next().remotePort();
    }

    /**
     * The next packet and one evaluation.
     *
     * @return the answer
     */
    @Benchmark
    public @Nullable Priority evaluate() {
        Packet packet = next();
        Priority answer = measured.evaluate(packet, context);
        if (counted) {
            context.count(packet.incoming() ? Direction.INCOMING : Direction.OUTGOING, packet.length());
        }
        return answer;
    }
}
