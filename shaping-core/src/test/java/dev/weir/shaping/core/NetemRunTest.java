package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Netem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that are given as arguments of netem do what these ask for. */
class NetemRunTest {
    private static final int PACKETS = 100_000;
    private static final byte[] BYTES = Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
            .length(100)
            .outgoing()
            .bytes();

    private final double[] delays = new double[PACKETS];
    private final List<Long> order = new ArrayList<>();

    private ShapingReport run(Netem netem, long gapNanos) {
        Simulation simulation = Shaper.builder()
                .upload(netem.impairment())
                .seed(netem.seed().orElse(3))
                .build()
                .simulate()
                .onRelease(packet -> {
                    delays[(int) packet.token()] = packet.releaseNanos() - packet.arrivalNanos();
                    order.add(packet.token());
                });
        for (int i = 0; i < PACKETS; i++) {
            simulation.offer(i * gapNanos, BYTES, 0, BYTES.length, 100, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
        return simulation.runToIdle();
    }

    private double mean() {
        double sum = 0;
        for (double delay : delays) {
            sum += delay;
        }
        return sum / PACKETS;
    }

    private double deviation() {
        double mean = mean();
        double sum = 0;
        for (double delay : delays) {
            sum += (delay - mean) * (delay - mean);
        }
        return Math.sqrt(sum / PACKETS);
    }

    @Test
    void delays_and_reorders_as_asked() {
        run(Netem.parse("delay 100ms 20ms distribution normal"), 1_000_000);
        assertThat(mean()).isCloseTo(100e6, within(5 * 20e6 / Math.sqrt(PACKETS)));
        assertThat(deviation()).isCloseTo(20e6, within(5 * 20e6 / Math.sqrt(2.0 * PACKETS)));
        assertThat(order).hasSize(PACKETS).isNotEqualTo(order.stream().sorted().toList());
    }

    @Test
    void keeps_the_order_where_there_is_a_rate() {
        run(Netem.parse("delay 100ms 20ms rate 1gbit"), 1_000_000);
        assertThat(order).hasSize(PACKETS).isEqualTo(order.stream().sorted().toList());
    }

    /** The deviation of netem's table is known to be 0.82 times the jitter. */
    @Test
    void takes_over_the_error_of_netems_table() {
        run(Netem.compatible("delay 100ms 20ms distribution pareto"), 1_000_000);
        assertThat(deviation()).isCloseTo(0.82 * 20e6, within(0.01 * 20e6));
        assertThat(mean()).isCloseTo(100e6 - 0.034 * 20e6, within(0.01 * 20e6));
    }

    @Test
    void loses_as_asked() {
        ShapingReport report = run(Netem.parse("loss gemodel 1% 30% seed 7"), 1_000);
        double lambda = 1 - 0.01 - 0.3;
        double error = Math.sqrt(0.03226 * 0.96774 / PACKETS * (1 + lambda) / (1 - lambda));
        assertThat((double) report.outgoing().packetsDropped() / PACKETS).isCloseTo(0.03226, within(4.5 * error));
    }
}
