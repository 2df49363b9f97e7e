package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Impairment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What copies, changes and reorders packets allocates nothing for each. */
class ChangesAllocationTest {
    private static final int PACKETS = 300_000;
    private static final int FLOWS = 16;
    private static final long TOLERATED_BYTES = 16_384;

    private final byte[][] frames = new byte[FLOWS][];
    private long nanos;

    private void offer(Simulation simulation) {
        for (int i = 0; i < PACKETS; i++) {
            byte[] bytes = frames[i * 7 % FLOWS];
            nanos += 4_000;
            simulation.offer(nanos, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duplicate=5 % 2 copies corrupt=5 % with repaired checksums mtu=1000 ttl=-1 ecn=5 % truncate=90 B",
                "reorder=20 % gap 3 delay=1 ms",
                "behind=20 % by 3 within 1 ms delay=1 ms jitter=1 ms",
                "ahead=20 % by 3 within 1 ms"
            })
    void allocates_nothing_per_packet(String impairment) {
        for (int flow = 0; flow < FLOWS; flow++) {
            frames[flow] = LossRun.bytes(flow);
        }
        Simulation simulation = LossRun.ruled(Impairment.parse(impairment));
        offer(simulation);
        offer(simulation);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(simulation);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(TOLERATED_BYTES);
        assertThat(simulation.runToIdle().outgoing().packetsOut()).isGreaterThanOrEqualTo(3 * PACKETS);
    }
}
