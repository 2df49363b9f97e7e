package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Tracking;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits per connection and per stream, as a user gives them. Each sends ten times what its limit allows, for ten seconds. */
class StreamLimitTest {
    private static final long BURST = 1_514;
    private static final long STEP_NANOS = 5_000_000;

    @FunctionalInterface
    private interface Sender {
        Frame packet(int number);
    }

    private static ShapingReport shaped(Priority priority, int senders, Sender sender) {
        Simulation simulation = Shaper.builder()
                .rule("rule", (packet, context) -> priority)
                .build()
                .simulate();
        for (int i = 0; i < senders; i++) {
            int number = i;
            simulation.every(Duration.ofNanos(STEP_NANOS), 2_000, () -> sender.packet(number));
        }
        return simulation.run(Duration.ofSeconds(10)).report();
    }

    private static void assertBytes(long bytes, long expected, int streams) {
        assertThat(bytes).isBetween(expected - streams * 1_000L, expected + streams * BURST);
    }

    @Test
    void gives_each_connection_its_own_rate() {
        Priority each = limit(20_000).perConnection();
        Sender sender = i -> Packets.tcp("10.0.0.2", 5000 + i, "192.0.2.7", 443)
                .length(1_000)
                .outgoing();
        assertBytes(shaped(each, 5, sender).outgoing().bytesOut(), 5 * 200_000, 5);
        assertBytes(shaped(limit(20_000), 5, sender).outgoing().bytesOut(), 200_000, 1);
    }

    @Test
    void gives_each_user_its_own_rate_in_each_direction() {
        Priority each = limit(20_000).perStream(Tracking.SOURCE_IP);
        Sender sender = i -> i < 3
                ? Packets.udp("10.0.0." + i, 5000, "192.0.2.7", 443)
                        .length(1_000)
                        .outgoing()
                : Packets.udp("192.0.2.7", 443, "10.0.0." + (i - 3), 5000)
                        .length(1_000)
                        .incoming();
        ShapingReport apart = shaped(each, 6, sender);
        assertBytes(apart.outgoing().bytesOut(), 3 * 200_000, 3);
        assertBytes(apart.incoming().bytesOut(), 3 * 200_000, 3);
        ShapingReport joined = shaped(each.combined(), 6, sender);
        assertBytes(joined.outgoing().bytesOut() + joined.incoming().bytesOut(), 3 * 200_000, 3);
        ShapingReport byServer = shaped(limit(20_000).perStream(Tracking.DESTINATION_IP), 6, sender);
        assertBytes(byServer.outgoing().bytesOut(), 200_000, 1);
        assertBytes(byServer.incoming().bytesOut(), 200_000, 1);
    }

    @Test
    void drops_what_a_policed_limit_has_no_tokens_for_and_holds_nothing_back() {
        Sender sender = i -> Packets.udp("10.0.0.2", 5000 + i, "192.0.2.7", 443)
                .length(1_000)
                .outgoing();
        for (Priority policed : new Priority[] {
            limit(20_000).policed(), limit(10_000).perConnection().policed()
        }) {
            DirectionReport report = shaped(policed, 2, sender).outgoing();
            assertBytes(report.bytesOut(), 200_000, 2);
            assertThat(report.drops()).allMatch(drop -> drop.reason() == DropReason.POLICED);
            assertThat(report.packetsHeld()).isZero();
        }
    }

    @Test
    void limits_each_direction_to_its_own_rate_and_both_together_to_one() {
        Sender sender = i -> i < 2
                ? Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing()
                : Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).length(1_000).incoming();
        ShapingReport apart = shaped(limit("100000:50000"), 4, sender);
        assertBytes(apart.incoming().bytesOut(), 1_000_000, 1);
        assertBytes(apart.outgoing().bytesOut(), 500_000, 1);
        for (int senders = 2; senders <= 5; senders++) {
            ShapingReport joined = shaped(limit("128 kB/s").combined(), senders, sender);
            assertBytes(joined.incoming().bytesOut() + joined.outgoing().bytesOut(), 1_280_000, 1);
        }
    }

    @Test
    void needs_a_limit_and_says_what_it_does() {
        assertThatIllegalStateException()
                .isThrownBy(() -> high().perConnection())
                .withMessage("tracking needs a limit: high");
        assertThatIllegalStateException()
                .isThrownBy(() -> high().policed())
                .withMessage("policing needs a limit: high");
        Priority priority = limit(20_000).perStream(Tracking.SOURCE_MAC).policed();
        assertThat(priority).hasToString("limited(limit=160 kbit/s) per source-mac policed");
        assertThat(priority.counted().treatment(Direction.INCOMING).shape())
                .isEqualTo(priority.treatment(Direction.INCOMING));
    }
}
