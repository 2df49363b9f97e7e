package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that change at random: what holds whatever they change to. */
class LineChangeDifferentialTest {
    private static final int FLOWS = 5;
    private static final byte[][] HEADERS = new byte[FLOWS][];

    static {
        for (int flow = 0; flow < FLOWS; flow++) {
            HEADERS[flow] = Packets.udp("10.0.0." + flow, 5000, "192.0.2.7", 443)
                    .outgoing()
                    .bytes();
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private static void offer(Simulation simulation, long nanos, int flow, int length, int token) {
        byte[] bytes = HEADERS[flow];
        simulation.offer(
                nanos,
                bytes,
                0,
                bytes.length,
                length + bytes.length,
                LinkType.ETHERNET,
                OUTGOING,
                (long) flow << 32 | token);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void delays_each_packet_as_long_as_its_own_delay_and_its_flow_say(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long scale = (long) Math.pow(10, 2 + random.nextInt(8));
        long delay = random.nextLong(scale);
        Map<Long, Long> released = new HashMap<>();
        Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("delay=" + delay + " ns"))
                .build()
                .simulate()
                .onRelease(packet -> released.put(packet.token(), packet.releaseNanos()));
        long[] latest = new long[FLOWS];
        Map<Long, Long> expected = new HashMap<>();
        long nanos = 0;
        for (int i = 0; i < 2_000; i++) {
            nanos += random.nextInt(4) == 0 ? random.nextLong(scale / 20 + 1) : 0;
            if (i > random.nextInt(1_000) && random.nextInt(20) == 0) {
                simulation.run(Duration.ofNanos(nanos).minus(simulation.now()));
                delay = random.nextInt(4) == 0 ? 0 : random.nextLong(scale);
                simulation.line(OUTGOING, Impairment.parse("delay=" + delay + " ns"));
            }
            int flow = random.nextInt(FLOWS);
            offer(simulation, nanos, flow, 0, i);
            latest[flow] = Math.max(latest[flow], nanos + delay);
            expected.put((long) flow << 32 | i, latest[flow]);
        }
        simulation.runToIdle();
        assertThat(released).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keeps_every_packet_and_the_order_of_each_flow(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .upload(line(random))
                .seed(seed)
                .build()
                .simulate()
                .onRelease(packet -> {
                    assertThat(packet.releaseNanos()).isGreaterThanOrEqualTo(packet.arrivalNanos());
                    released.add(packet.token());
                });
        long nanos = 0;
        for (int i = 0; i < 2_000; i++) {
            nanos += random.nextInt(4) == 0 ? random.nextInt(2_000_000) : 0;
            offer(simulation, nanos, random.nextInt(FLOWS), random.nextInt(1_400), i);
            if (random.nextInt(20) == 0) {
                simulation.line(OUTGOING, line(random));
            }
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(released.size());
        assertThat(report.outgoing().packetsOut() + report.outgoing().packetsDropped())
                .isEqualTo(2_000);
        for (int flow = 0; flow < FLOWS; flow++) {
            int own = flow;
            assertThat(released.stream().filter(token -> token >>> 32 == own)).isSorted();
        }
        assertThat(released).hasSizeGreaterThan(200);
    }

    private static Impairment line(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        boolean queued = false;
        if (random.nextBoolean()) {
            words.add("rate=" + (100_000 + random.nextInt(50_000_000)) + " bit/s");
            words.add(random.nextBoolean() ? "overhead=40" : "cells=atm");
            queued = true;
        }
        if (random.nextInt(3) == 0) {
            words.add(
                    switch (random.nextInt(3)) {
                        case 0 -> "limit=" + (10 + random.nextInt(5_000)) + " packets/s";
                        case 1 -> "limit=" + (100_000 + random.nextInt(50_000_000)) + " bit/s";
                        default -> "limit=" + (100_000 + random.nextInt(50_000_000)) + " bit/s and 500 packets/s";
                    });
            queued = true;
        }
        if (queued && random.nextBoolean()) {
            words.add(random.nextBoolean() ? "queue=50 ms" : "queue=20 packets");
        }
        if (random.nextInt(4) > 0) {
            words.add(
                    switch (random.nextInt(4)) {
                        case 0 -> "delay=normal(40 ms, 20 ms)";
                        case 1 -> "delay=normal(40 ms, 20 ms) correlated 50 %";
                        case 2 -> "delay=" + random.nextInt(100) + " ms";
                        default -> "delay=" + random.nextInt(100) + " ms jitter=10 ms";
                    });
        }
        if (random.nextInt(3) == 0) {
            words.add("loss="
                    + switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(30) + " % after the link";
                        case 1 -> "gilbert(p=5 %, r=40 %)";
                        case 2 -> "10 % in bursts of 3 after the link per flow";
                        default -> random.nextInt(30) + " %";
                    });
        }
        return Impairment.parse(String.join(" ", words));
    }
}
