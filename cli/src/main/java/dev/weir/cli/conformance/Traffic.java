package dev.weir.cli.conformance;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import java.util.Arrays;

/** Packets of one flow in a regular rhythm, sent over a line in virtual time. Not thread-safe. */
final class Traffic {
    private static final int CAPTURED = 60;
    private static final long LOST = -1;

    private final long gapNanos;
    private final long[] released;
    private final int[] order;
    private int left;

    private Traffic(int packets, long gapNanos) {
        this.gapNanos = gapNanos;
        this.released = new long[packets];
        this.order = new int[packets];
        Arrays.fill(released, LOST);
    }

    /** Sends packets of a length over a line, the first at time 0. */
    static Traffic over(Impairment line, long seed, int packets, long gapNanos, int length) {
        Traffic traffic = new Traffic(packets, gapNanos);
        Simulation simulation = Shaper.builder()
                .upload(line)
                .seed(seed)
                .build()
                .simulate()
                .onRelease(packet -> {
                    int index = (int) packet.token();
                    traffic.released[index] = packet.releaseNanos();
                    traffic.order[traffic.left++] = index;
                });
        byte[] bytes = Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                .length(CAPTURED)
                .outgoing()
                .bytes();
        for (int i = 0; i < packets; i++) {
            simulation.offer(i * gapNanos, bytes, 0, CAPTURED, length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
        simulation.runToIdle();
        return traffic;
    }

    int packets() {
        return released.length;
    }

    boolean lost(int packet) {
        return released[packet] == LOST;
    }

    long arrivalNanos(int packet) {
        return packet * gapNanos;
    }

    long releaseNanos(int packet) {
        return released[packet];
    }

    long delayNanos(int packet) {
        return released[packet] - packet * gapNanos;
    }

    /** How long each packet was held back, if none was lost. */
    long[] delays() {
        long[] delays = new long[released.length];
        Arrays.setAll(delays, this::delayNanos);
        return delays;
    }

    /** The packets that were not lost, as they left. */
    int[] order() {
        return Arrays.copyOf(order, left);
    }
}
