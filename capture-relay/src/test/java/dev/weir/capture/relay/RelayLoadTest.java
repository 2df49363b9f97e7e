package dev.weir.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crowd of connections leaves nothing behind: no thread, no descriptor, no memory. A relay needs two descriptors for a connection. */
@Timeout(240)
class RelayLoadTest {
    private static final int SPARE_DESCRIPTORS = 500;
    /** What a connection may keep on the heap while it is open. */
    private static final long BYTES_A_CONNECTION = 8_192;
    /** What may be left behind at all: flows that the engine still remembers, and the test itself. */
    private static final long BYTES_LEFT = 8 << 20;

    private Crowd crowd;
    private Relay relay;
    private int threads;
    private long descriptors;
    private long heap;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        crowd = new Crowd();
        relay = Relay.tcp(crowd.server()).seed(1);
        crowd.comeAndGo(relay, 200);
        awaitNobody();
        threads = threads();
        descriptors = descriptors();
        heap = heap();
    }

    @AfterEach
    void stop() {
        relay.close();
        crowd.close();
    }

    private void awaitNobody() throws InterruptedException {
        Await.until("no connection is open", () -> relay.openConnections() == 0);
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("weir-relay"))
                .count();
    }

    /** Descriptors that are open, 0 where nobody counts them. */
    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private static void requireDescriptors(int count) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = system.getMaxFileDescriptorCount();
            assumeTrue(most >= count, () -> "needs " + count + " descriptors, this process may have " + most);
        }
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private void assertNothingLeft() throws InterruptedException {
        awaitNobody();
        assertThat(threads()).isEqualTo(threads);
        Await.until("descriptors were given back", () -> descriptors() <= descriptors + 5);
        assertThat(heap() - heap).isLessThan(BYTES_LEFT);
    }

    private void crowd(int connections) throws IOException, InterruptedException {
        requireDescriptors(2 * connections + SPARE_DESCRIPTORS);
        crowd.open(relay, connections);
        assertThat(relay.openConnections()).isEqualTo(connections);
        assertThat(threads()).isEqualTo(threads);
        assertThat(heap() - heap).isLessThan(BYTES_LEFT + connections * BYTES_A_CONNECTION);
        crowd.talk();
        crowd.closeAll();
        assertNothingLeft();
    }

    @Test
    void leaves_nothing_of_a_thousand_connections() throws IOException, InterruptedException {
        crowd(1_000);
    }

    @Test
    void leaves_nothing_of_a_thousand_connections_over_a_bad_line() throws IOException, InterruptedException {
        relay.upload("delay=20 ms jitter=5 ms loss=2 %").download("delay=20 ms");
        crowd(1_000);
    }

    @Test
    void leaves_nothing_of_a_thousand_clients_that_come_and_go() throws IOException, InterruptedException {
        crowd.comeAndGo(relay, 1_000);
        assertThat(relay.connections()).isEqualTo(1_200);
        assertNothingLeft();
    }

    @Tag("soak")
    @Test
    void leaves_nothing_of_five_thousand_connections() throws IOException, InterruptedException {
        crowd(5_000);
    }

    @Tag("soak")
    @Test
    void leaves_nothing_of_ten_thousand_clients_that_come_and_go() throws IOException, InterruptedException {
        crowd.comeAndGo(relay, 10_000);
        assertThat(relay.connections()).isEqualTo(10_200);
        assertNothingLeft();
    }
}
