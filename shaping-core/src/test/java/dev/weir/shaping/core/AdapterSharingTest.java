package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Local port 1 is high, 2 normal, 3 low, 4 limited to 400 kB/s; a packet's adapter and class make the key under which it is counted. */
class AdapterSharingTest {
    private static final int LENGTH = 1_000;
    private static final Adapter WIRED = new Adapter(-12, "eth0", AdapterType.LAN);
    private static final Adapter RADIO = new Adapter(7, "wlan0", AdapterType.WIFI);
    private static final Settings FOUR_TO_TWO_TO_ONE =
            Settings.builder().severity(new Severity(50, 1)).build();

    private final Map<Integer, Long> delivered = new TreeMap<>();
    private long countFromNanos;

    private static Rate kilobytes(long perSecond) {
        return Rate.kilobytesPerSecond(perSecond);
    }

    private static Priority byPort(int port) {
        return switch (port % 10) {
            case 1 -> high();
            case 3 -> low();
            case 4 -> limit(400_000);
            default -> normal();
        };
    }

    private static Shaper.Builder recipe(Settings settings) {
        return Shaper.builder()
                .rule("by port", (packet, context) -> byPort(packet.localPort()))
                .settings(settings);
    }

    private Simulation counting(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> {
            if (packet.releaseNanos() >= countFromNanos) {
                int at = packet.offset() + 34 + (packet.direction() == Direction.OUTGOING ? 0 : 2);
                int port = packet.array()[at + 1] & 0xFF;
                delivered.merge(key(packet.adapter(), port), (long) packet.length(), Long::sum);
            }
        });
    }

    private static Frame up(Adapter adapter, int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                .length(LENGTH)
                .adapter(adapter)
                .outgoing();
    }

    private static Frame down(Adapter adapter, int port) {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", port)
                .length(LENGTH)
                .adapter(adapter)
                .incoming();
    }

    private static Supplier<Frame> of(Frame frame) {
        return () -> frame;
    }

    /** Offers 2 MB/s on each of some ports for a time. */
    private static void flood(Simulation simulation, Adapter adapter, int seconds, int... ports) {
        for (int port : ports) {
            simulation.every(Duration.ofNanos(500_000), seconds * 2_000L, of(up(adapter, port)));
        }
    }

    private static int key(Adapter adapter, int port) {
        return 1_000 * adapter.id() + port;
    }

    private long bytes(Adapter adapter, int port) {
        return delivered.getOrDefault(key(adapter, port), 0L);
    }

    private long bytesOf(Adapter adapter) {
        return bytes(adapter, 1) + bytes(adapter, 2) + bytes(adapter, 3);
    }

    private void assertShares(Adapter adapter, long bytesPerSecond, int seconds) {
        double sum = bytesOf(adapter);
        assertThat(sum).as("%s", adapter).isCloseTo(bytesPerSecond * (double) seconds, within(2_000.0));
        for (int port = 1; port <= 3; port++) {
            double share = (8 >> port) / 7.0;
            assertThat(bytes(adapter, port) / sum)
                    .as("%s, class %d", adapter, port)
                    .isCloseTo(share, within(0.01 * share));
        }
    }

    @Test
    void each_adapter_has_its_own_rate_and_classes() {
        Simulation simulation = counting(recipe(FOUR_TO_TWO_TO_ONE)
                .capacity(kilobytes(500), kilobytes(500))
                .capacity(-12, kilobytes(1_000), kilobytes(1_000))
                .capacity(7, kilobytes(250), kilobytes(250)));
        countFromNanos = 1_000_000_000;
        for (Adapter adapter : List.of(WIRED, RADIO, Adapter.NONE)) {
            flood(simulation, adapter, 11, 1, 2, 3);
        }
        simulation.run(Duration.ofSeconds(11));
        assertShares(WIRED, 1_000_000, 10);
        assertShares(RADIO, 250_000, 10);
        assertShares(Adapter.NONE, 500_000, 10);
    }

    @Test
    void directions_of_an_adapter_have_capacities_of_their_own() {
        Simulation simulation = counting(recipe(Settings.DEFAULT).capacity(7, kilobytes(300), kilobytes(100)));
        simulation.every(Duration.ofMillis(1), 10_000, of(down(RADIO, 1)));
        simulation.every(Duration.ofMillis(1), 10_000, of(up(RADIO, 2)));
        simulation.run(Duration.ofSeconds(10));
        assertThat(bytes(RADIO, 1)).isBetween(2_999_000L, 3_005_000L);
        assertThat(bytes(RADIO, 2)).isBetween(999_000L, 1_003_000L);
    }

    @Test
    void adapters_without_a_capacity_share_the_common_one() {
        Adapter other = new Adapter(0, "lo");
        Simulation simulation = counting(recipe(FOUR_TO_TWO_TO_ONE)
                .capacity(kilobytes(500), kilobytes(500))
                .capacity(7, kilobytes(250), kilobytes(250)));
        countFromNanos = 1_000_000_000;
        flood(simulation, RADIO, 11, 3);
        flood(simulation, other, 11, 1, 2);
        flood(simulation, Adapter.NONE, 11, 3);
        simulation.run(Duration.ofSeconds(11));
        assertShares(Adapter.NONE, 500_000, 10);
        assertThat(bytes(RADIO, 3)).isCloseTo(2_500_000L, within(2_000L));
    }

    @Test
    void adapters_without_any_capacity_are_let_through() {
        Simulation simulation = counting(recipe(Settings.DEFAULT).capacity(7, kilobytes(250), kilobytes(250)));
        flood(simulation, RADIO, 2, 2);
        flood(simulation, WIRED, 2, 3);
        flood(simulation, Adapter.NONE, 2, 1);
        simulation.run(Duration.ofSeconds(2));
        assertThat(bytes(RADIO, 2)).isBetween(499_000L, 504_000L);
        assertThat(bytes(WIRED, 3)).isEqualTo(4_000_000);
        assertThat(bytes(Adapter.NONE, 1)).isEqualTo(4_000_000);
    }

    @Test
    void an_adapter_with_the_id_0_is_not_no_adapter() {
        Adapter zero = new Adapter(0, "zero");
        Simulation simulation = counting(recipe(Settings.DEFAULT).capacity(0, kilobytes(100), kilobytes(100)));
        flood(simulation, zero, 1, 2);
        flood(simulation, Adapter.NONE, 1, 12);
        simulation.run(Duration.ofSeconds(1));
        assertThat(bytes(zero, 2)).isBetween(99_000L, 103_000L);
        assertThat(bytes(Adapter.NONE, 12)).isEqualTo(2_000_000);
    }

    @Test
    void high_takes_from_the_lower_classes_of_its_own_adapter_alone() {
        Settings settings = Settings.builder().severity(new Severity(50, 5)).build();
        Simulation simulation = counting(recipe(settings)
                .capacity(-12, kilobytes(1_000), kilobytes(1_000))
                .capacity(7, kilobytes(1_000), kilobytes(1_000)));
        flood(simulation, WIRED, 6, 2);
        flood(simulation, RADIO, 6, 2);
        simulation.run(Duration.ofSeconds(5));
        flood(simulation, WIRED, 1, 1);
        delivered.clear();
        countFromNanos = 5_000_000_000L;
        simulation.run(Duration.ofMillis(100));
        assertThat(bytes(WIRED, 2)).isLessThanOrEqualTo(20_000);
        assertThat(bytes(RADIO, 2)).isBetween(99_000L, 101_000L);
    }

    @Test
    void a_limit_is_no_part_of_its_adapters_capacity_unless_asked_for() {
        Simulation simulation = counting(recipe(Settings.DEFAULT).capacity(7, kilobytes(1_000), kilobytes(1_000)));
        flood(simulation, RADIO, 10, 2, 4);
        simulation.run(Duration.ofSeconds(10));
        assertThat(bytes(RADIO, 2)).isGreaterThan(9_990_000);
        assertThat(bytes(RADIO, 4)).isBetween(3_990_000L, 4_010_000L);

        delivered.clear();
        Settings accounting = Settings.builder().accountExcluded(true).build();
        Simulation accounted = counting(recipe(accounting)
                .capacity(7, kilobytes(1_000), kilobytes(1_000))
                .capacity(-12, kilobytes(1_000), kilobytes(1_000)));
        flood(accounted, RADIO, 10, 2, 4);
        flood(accounted, WIRED, 10, 2);
        accounted.run(Duration.ofSeconds(10));
        assertThat(bytes(RADIO, 4)).isGreaterThan(3_990_000);
        assertThat(bytes(RADIO, 2) + bytes(RADIO, 4)).isBetween(9_980_000L, 10_020_000L);
        assertThat(bytes(WIRED, 2)).isGreaterThan(9_990_000);
    }

    @Test
    void the_system_limit_bounds_all_adapters_together() {
        Settings settings = Settings.builder()
                .severity(new Severity(50, 1))
                .systemUpload(kilobytes(300))
                .build();
        Simulation simulation = counting(recipe(settings)
                .capacity(-12, kilobytes(1_000), kilobytes(1_000))
                .capacity(7, kilobytes(100), kilobytes(100)));
        countFromNanos = 1_000_000_000;
        flood(simulation, WIRED, 11, 2);
        flood(simulation, RADIO, 11, 1);
        ShapingReport report = simulation.run(Duration.ofSeconds(11)).report();
        assertThat(bytesOf(WIRED) + bytesOf(RADIO)).isCloseTo(3_000_000L, within(3_000L));
        assertThat(bytes(RADIO, 1)).as("high, held by its own link").isCloseTo(1_000_000L, within(2_000L));
        assertThat(report.outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.CLASS_QUEUE_FULL);
    }

    @Test
    void each_process_of_an_adapter_counts_there() {
        ProcessResolver processes =
                connection -> new ProcessInfo(connection.localPort(), "/bin/p" + connection.localPort(), "", "");
        Simulation simulation = counting(recipe(FOUR_TO_TWO_TO_ONE)
                .capacity(7, kilobytes(1_000), kilobytes(1_000))
                .lookup(processes));
        countFromNanos = 1_000_000_000;
        SplittableRandom random = new SplittableRandom(5);
        for (int port : new int[] {11, 21, 31, 12}) {
            for (int i = 0; i < 8_000; i++) {
                simulation.at(Duration.ofNanos(random.nextLong(4_000_000_000L)), of(up(RADIO, port)));
            }
            flood(simulation, WIRED, 4, port + 40);
        }
        simulation.run(Duration.ofSeconds(4));
        double sum = bytes(RADIO, 11) + bytes(RADIO, 21) + bytes(RADIO, 31) + bytes(RADIO, 12);
        assertThat(sum).isCloseTo(3_000_000, within(2_000.0));
        assertThat(bytes(RADIO, 12) / sum).isCloseTo(1 / 7.0, within(0.01));
    }

    @Test
    void finds_out_the_bandwidth_of_an_adapter_apart_from_all_other() {
        Settings settings = Settings.builder()
                .detection(new BandwidthDetection(0.5, Duration.ofMinutes(60)))
                .build();
        Simulation simulation = counting(recipe(settings)
                .capacity(kilobytes(900), kilobytes(900))
                .capacity(-12, kilobytes(800), kilobytes(800))
                .detectCapacity(7));
        assertThat(simulation.detectedBandwidth(7, Direction.OUTGOING)).isNull();
        simulation.every(Duration.ofMillis(5), 1_400, of(up(RADIO, 2)));
        flood(simulation, WIRED, 7, 2);
        flood(simulation, Adapter.NONE, 7, 2);
        simulation.run(Duration.ofSeconds(7));
        assertThat(simulation.detectedBandwidth(7, Direction.OUTGOING)).isEqualTo(kilobytes(200));
        assertThat(simulation.detectedBandwidth(7, Direction.INCOMING)).isNull();
        assertThat(simulation.detectedBandwidth(-12, Direction.OUTGOING)).isNull();
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isNull();

        simulation.run(Duration.ofSeconds(3));
        delivered.clear();
        flood(simulation, RADIO, 5, 2);
        simulation.run(Duration.ofSeconds(5));
        assertThat(bytes(RADIO, 2)).isCloseTo(500_000L, within(2_000L));
    }

    @Test
    void traffic_of_one_adapter_changes_no_decision_for_another() {
        List<String> alone = decisions(false);
        assertThat(decisions(true)).isEqualTo(alone);
        assertThat(alone).hasSize(3_000).anyMatch(line -> line.startsWith("CLASS_QUEUE_FULL"));
    }

    /** What becomes of the packets of one adapter, in the order in which it does. */
    private static List<String> decisions(boolean withOthers) {
        Priority bad = custom(Impairment.parse("loss=3 % delay=20 ms jitter=10 ms"));
        DecisionLedger ledger = DecisionLedger.keepLast(20_000);
        Simulation simulation = Shaper.builder()
                .rule("bad", (packet, context) -> packet.localPort() == 9 ? bad : byPort(packet.localPort()))
                .capacity(kilobytes(50), kilobytes(50))
                .capacity(-12, kilobytes(200), kilobytes(200))
                .capacity(7, kilobytes(100), kilobytes(100))
                .seed(11)
                .build()
                .simulate()
                .ledger(ledger);
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 3_000; i++) {
            int port = List.of(1, 2, 3, 9).get(random.nextInt(4));
            simulation.at(Duration.ofNanos(random.nextLong(3_000_000_000L)), of(up(RADIO, port)));
        }
        if (withOthers) {
            for (int i = 0; i < 6_000; i++) {
                int port = 40 + random.nextInt(10);
                Adapter adapter = random.nextBoolean() ? WIRED : Adapter.NONE;
                simulation.at(Duration.ofNanos(random.nextLong(3_000_000_000L)), of(up(adapter, port)));
            }
        }
        simulation.runToIdle();
        return LedgerLine.all(ledger).stream()
                .filter(line -> line.flow().matches("udp 10\\.0\\.0\\.2:\\d .*"))
                .map(line ->
                        line.drop() + "@" + line.time() + " " + line.flow() + " " + line.ordinal() + " " + line.draws())
                .toList();
    }
}
