package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileClockTest {
    private static final byte[] BYTES = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
            .length(1_000)
            .outgoing()
            .bytes();

    private final List<Long> arrivals = new ArrayList<>();
    private final List<Long> releases = new ArrayList<>();

    private Simulation ruled(Priority priority) {
        return watched(Shaper.builder().rule("all", (packet, context) -> priority));
    }

    private Simulation watched(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> {
            arrivals.add(packet.arrivalNanos());
            releases.add(packet.releaseNanos());
        });
    }

    private static Admission offer(Simulation simulation, long nanos) {
        return simulation.offer(nanos, BYTES, 0, BYTES.length, BYTES.length, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }

    @Test
    void clamps_and_counts_times_that_run_backward() {
        Simulation simulation = ruled(delay(10));
        assertThat(offer(simulation, 5_000)).isEqualTo(Admission.ACCEPTED);
        assertThat(offer(simulation, 4_999)).isEqualTo(Admission.ACCEPTED);
        assertThat(offer(simulation, Long.MIN_VALUE)).isEqualTo(Admission.ACCEPTED);
        assertThat(offer(simulation, 5_001)).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.now()).isEqualTo(Duration.ofNanos(5_001));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.clampedTimestamps()).isEqualTo(2);
        assertThat(arrivals).containsExactly(5_000L, 5_000L, 5_000L, 5_001L);
        assertThat(releases).containsExactly(10_005_000L, 10_005_000L, 10_005_000L, 10_005_001L);
    }
}
