package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.impair.Impairment;
import java.util.Arrays;

/** Packets of some flows in turn, sent through an impairment, and which of them were lost. */
final class LossRun {
    private LossRun() {}

    static Simulation ruled(Impairment impairment) {
        Priority priority = Priorities.custom(impairment);
        return Shaper.builder()
                .rule("loss", (packet, context) -> priority)
                .seed(5)
                .build()
                .simulate();
    }

    static Simulation lined(Impairment impairment) {
        return Shaper.builder().upload(impairment).seed(5).build().simulate();
    }

    static byte[] bytes(int flow) {
        return Packets.udp("10.0." + (flow >> 8) + "." + (flow & 255), 5_000, "192.0.2.7", 443)
                .length(100)
                .outgoing()
                .bytes();
    }

    static boolean[] lost(Simulation simulation, int packets, int flows, long gapNanos) {
        boolean[] lost = new boolean[packets];
        Arrays.fill(lost, true);
        simulation.onRelease(packet -> lost[(int) packet.token()] = false);
        byte[][] frames = new byte[flows][];
        Arrays.setAll(frames, LossRun::bytes);
        for (int i = 0; i < packets; i++) {
            byte[] frame = frames[i % flows];
            simulation.offer(
                    i * gapNanos, frame, 0, frame.length, frame.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
        simulation.runToIdle();
        return lost;
    }

    static boolean[] lost(String loss, int packets) {
        return lost(ruled(Impairment.parse("loss=" + loss)), packets, 1, 1_000);
    }

    static int count(boolean[] lost) {
        int count = 0;
        for (boolean one : lost) {
            count += one ? 1 : 0;
        }
        return count;
    }

    static int bursts(boolean[] lost) {
        int bursts = 0;
        for (int i = 0; i < lost.length; i++) {
            bursts += lost[i] && (i == 0 || !lost[i - 1]) ? 1 : 0;
        }
        return bursts;
    }

    static int longest(boolean[] lost) {
        int longest = 0;
        int run = 0;
        for (boolean one : lost) {
            run = one ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
