package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.impair.Impairment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the recipe: what entered has left, was dropped, or is held; for each direction and each rule, at any time. */
class ConservationTest {
    private static final Set<DropReason> SEEN = EnumSet.noneOf(DropReason.class);
    private static final List<String> LINES = List.of(
            "",
            "rate=2 Mbit/s queue=20 kB delay=20 ms",
            "loss=5 % limit=100 kB/s queue=30 packets delay=10 ms jitter=30 ms",
            "rate=500 kbit/s",
            "loss=100 %");

    private static final Adapter LOOPBACK = new Adapter(0, "lo");
    private static final List<Adapter> ADAPTERS =
            List.of(Adapter.NONE, new Adapter(1, "eth0"), new Adapter(-2, "wlan0"), LOOPBACK);

    private final long[] admitted = new long[2];
    private final long[] released = new long[2];
    private final long[] droppedAtOnce = new long[2];
    private int passed;

    private static Priority priority(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> block();
            case 1 -> drop(random.nextDouble());
            case 2 -> limit(1_000 + random.nextInt(100_000));
            case 3 -> limit(0, 10 + random.nextInt(100));
            case 4 -> delay(random.nextInt(100), random.nextInt(100));
            case 5 -> custom(50_000, 200, 20, 10, 0.1);
            case 6 -> ignore();
            case 7 -> dscp(random.nextInt(64));
            case 8 -> high();
            case 9 -> limit(1 + random.nextInt(50_000)).combined();
            case 10 -> custom(Impairment.parse("rate=300 kbit/s queue=5 packets jitter=4 ms"));
            default -> pass();
        };
    }

    static Shaper recipe(SplittableRandom random) {
        return builder(random).build();
    }

    static String line(SplittableRandom random) {
        return LINES.get(random.nextInt(LINES.size()));
    }

    private static Shaper.Builder builder(SplittableRandom random) {
        Shaper.Builder builder = Shaper.builder()
                .download(Impairment.parse(line(random)))
                .upload(Impairment.parse(line(random)))
                .packetMemory(DataSize.ofBytes(20_000 + random.nextInt(300_000)))
                .maxFlows(10 + random.nextInt(40))
                .seed(random.nextLong());
        if (random.nextInt(3) == 0) {
            builder.packetMemory(DataSize.ofBytes(2_000_000))
                    .capacity(Rate.bytesPerSecond(1_000 + random.nextInt(200_000)), Rate.bytesPerSecond(5_000))
                    .settings(Settings.builder()
                            .systemDownload(Rate.bytesPerSecond(1_000 + random.nextInt(100_000)))
                            .accountExcluded(random.nextBoolean())
                            .build());
        }
        if (random.nextInt(3) == 0) {
            builder.capacity(1, Rate.bytesPerSecond(1_000 + random.nextInt(100_000)), Rate.bytesPerSecond(50_000))
                    .capacity(-2, Rate.bytesPerSecond(20_000), Rate.bytesPerSecond(1_000 + random.nextInt(100_000)));
        }
        for (int rule = 0; rule < 6; rule++) {
            Priority priority = priority(random);
            int share = 1 + random.nextInt(4);
            int which = random.nextInt(share);
            builder.rule("rule " + rule, (packet, context) -> packet.remotePort() % share == which ? priority : pass());
        }
        return builder;
    }

    static Frame frame(SplittableRandom random) {
        int port = 1 + random.nextInt(60);
        int length = random.nextInt(4) == 0 ? 9_000 : 60 + random.nextInt(1_440);
        Adapter adapter = ADAPTERS.get(random.nextInt(ADAPTERS.size()));
        Frame frame = random.nextBoolean()
                ? Packets.udp("10.0.0.2", 5_000, "192.0.2.7", port)
                        .length(length)
                        .outgoing()
                : Packets.tcp("192.0.2.7", port, "10.0.0.2", 5_000)
                        .length(length)
                        .incoming();
        return frame.adapter(adapter);
    }

    @AfterAll
    static void every_reason_to_drop_was_met() {
        assertThat(SEEN)
                .contains(
                        DropReason.BLOCKED,
                        DropReason.LOSS,
                        DropReason.LIMIT_QUEUE_FULL,
                        DropReason.LINK_QUEUE_FULL,
                        DropReason.CLASS_QUEUE_FULL,
                        DropReason.PACKET_MEMORY_FULL,
                        DropReason.FLOW_TABLE_FULL);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void conserves_packets(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean monitored = random.nextInt(3) != 0;
        Simulation simulation =
                builder(random).monitor(LOOPBACK.id(), monitored).build().simulate();
        simulation.onRelease(packet -> {
            if (!monitored && packet.adapter().equals(LOOPBACK)) {
                passed++;
            } else {
                released[packet.direction().ordinal()]++;
            }
        });
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 400; i++) {
                Frame frame = frame(random);
                boolean lossless = random.nextInt(4) == 0;
                Admission answer = lossless ? simulation.offerLossless(frame) : simulation.offer(frame);
                int way = frame.direction().ordinal();
                boolean counted = monitored || !frame.adapter().equals(LOOPBACK);
                if (!counted && answer.equals(Admission.ACCEPTED)) {
                    assertThat(--passed).isZero();
                } else if (answer != Admission.BUSY) {
                    admitted[way]++;
                }
                droppedAtOnce[way] += answer.reason() == null ? 0 : 1;
                if (random.nextInt(3) == 0) {
                    simulation.run(ofMillis(random.nextInt(20)));
                }
                if (i % 50 == 0) {
                    check(simulation.report());
                }
            }
            ShapingReport idle = simulation.runToIdle();
            check(idle);
            assertThat(idle.incoming().packetsHeld() + idle.outgoing().packetsHeld())
                    .isZero();
        }
    }

    private void check(ShapingReport report) {
        for (Direction direction : Direction.values()) {
            DirectionReport way = report.direction(direction);
            int i = direction.ordinal();
            assertThat(way.packetsIn() + way.packetsIgnored()).isEqualTo(admitted[i]);
            assertThat(way.packetsOut() + way.packetsIgnored()).isEqualTo(released[i]);
            assertThat(way.packetsDropped()).isGreaterThanOrEqualTo(droppedAtOnce[i]);
            assertThat(way.packetsHeld()).isNotNegative();
            assertThat(way.delays().stream().mapToLong(DelayCount::packets).sum())
                    .isEqualTo(way.packetsOut());
            assertThat(sum(way.offered())).isEqualTo(way.bytesIn());
            assertThat(sum(way.delivered())).isEqualTo(way.bytesOut());
            way.drops().forEach(drop -> SEEN.add(drop.reason()));
        }
        long refused = report.incoming().drops().stream()
                        .mapToLong(ConservationTest::refused)
                        .sum()
                + report.outgoing().drops().stream()
                        .mapToLong(ConservationTest::refused)
                        .sum();
        assertThat(report.rules().stream().mapToLong(RuleReport::packetsIn).sum() + refused)
                .isEqualTo(report.incoming().packetsIn() + report.outgoing().packetsIn());
        long held = 0;
        for (RuleReport rule : report.rules()) {
            long dropped = rule.drops().stream().mapToLong(DropReport::packets).sum();
            long inside = rule.packetsIn() - rule.packetsOut() - dropped;
            assertThat(inside).isNotNegative();
            held += inside;
        }
        assertThat(held)
                .isEqualTo(report.incoming().packetsHeld() + report.outgoing().packetsHeld());
    }

    private static long refused(DropReport drop) {
        return switch (drop.reason()) {
            case PACKET_MEMORY_FULL, FLOW_TABLE_FULL -> drop.packets();
            default -> 0;
        };
    }

    private static long sum(ThroughputReport history) {
        return history.bytes().stream().mapToLong(bytes -> bytes).sum();
    }
}
