package dev.weir.shaping.core.rule;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.VpnStatus;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Contexts of one rule in several engines, each with a clock of its own. */
class SharedTrafficTest {
    private static final long SECOND = 1_000_000_000L;

    private final ContextState state = new ContextState();
    private final WallClock firstClock = new WallClock(Instant.EPOCH, ZoneOffset.UTC);
    private final WallClock secondClock = new WallClock(Instant.EPOCH, ZoneOffset.UTC);
    private final RuleContext first = new RuleContext("rule", around(firstClock), state);
    private final RuleContext second = new RuleContext("rule", around(secondClock), state);

    private static Surroundings around(WallClock clock) {
        return new Surroundings(clock, () -> VpnStatus.NONE, mac -> false, new AddressBook(), new SeenTraffic());
    }

    @Test
    void a_window_holds_what_passed_all_engines() {
        second.count(OUTGOING, 10);
        firstClock.set(100 * SECOND);
        first.count(OUTGOING, 5);
        assertThat(first.traffic(99, SECONDS, OUTGOING)).isEqualTo(5);
        assertThat(first.traffic(100, SECONDS, OUTGOING)).isEqualTo(15);
        assertThat(first.traffic(100, SECONDS, INCOMING)).isZero();
        secondClock.set(160 * SECOND);
        second.count(OUTGOING, 100);
        firstClock.set(160 * SECOND);
        assertThat(first.traffic(1, MINUTES, OUTGOING)).isEqualTo(105);
        assertThat(second.traffic(1, MINUTES, OUTGOING)).isEqualTo(105);
        assertThat(second.traffic(59, SECONDS, OUTGOING)).isEqualTo(100);
        assertThat(first.uploaded()).isEqualTo(115);
    }

    @Test
    void an_engine_that_stands_still_looks_at_what_others_still_know() {
        second.count(OUTGOING, 10);
        firstClock.set(100 * SECOND);
        first.count(OUTGOING, 1);
        for (int i = 1; i <= 5_000; i++) {
            secondClock.set(i * SECOND);
            second.count(OUTGOING, 10);
        }
        assertThat(first.traffic(1, SECONDS, OUTGOING)).isEqualTo(1 + 10 * 1_024);
        assertThat(first.traffic(1, DAYS, OUTGOING)).isEqualTo(50_011);
    }

    @Test
    void counting_and_reading_allocate_nothing_once_the_rings_have_grown() {
        long grown = allocated(1, 1_100_000);
        long after = allocated(1_100_001, 2_200_000);
        assertThat(grown).isLessThan(200_000);
        assertThat(after).isLessThan(10_000);
    }

    private long allocated(int from, int to) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = from; i <= to; i++) {
            firstClock.set(i * 37L * SECOND);
            sum += first.traffic(1, MINUTES, OUTGOING) + first.traffic(400, DAYS, INCOMING);
            first.count(i % 3 == 0 ? INCOMING : OUTGOING, 100);
        }
        assertThat(sum).isPositive();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
