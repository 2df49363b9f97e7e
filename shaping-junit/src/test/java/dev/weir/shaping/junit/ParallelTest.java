package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.Fault;
import dev.weir.capture.relay.Relay;
import dev.weir.capture.relay.RelayDirection;
import dev.weir.shaping.DataSize;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that JUnit runs at the same time. */
class ParallelTest {
    private static final EchoServer SERVER = new EchoServer();

    private static Fault fault(RepetitionInfo repetition) {
        return new Fault.ResetAfterBytes(
                RelayDirection.DOWNLOAD, DataSize.bytes(1_000 + repetition.getCurrentRepetition()));
    }

    private static void use(InetSocketAddress address) throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(EchoServer.ask(address, "hello")).isEqualTo("hello");
        }
    }

    abstract static class Base {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address);

        private static final AtomicInteger INSIDE = new AtomicInteger();

        @BeforeEach
        void only_one_is_inside() {
            assertThat(RELAY.connections()).isZero();
        }

        @RepeatedTest(12)
        void sees_its_own_faults_and_connections(RepetitionInfo repetition) throws IOException {
            assertThat(INSIDE.incrementAndGet()).isEqualTo(1);
            RELAY.fault(fault(repetition));
            use(RELAY.address());
            assertThat(RELAY.conditions()).isEqualTo(Conditions.NONE.with(fault(repetition)));
            assertThat(RELAY.connections()).isEqualTo(5);
            INSIDE.decrementAndGet();
        }
    }

    static class One extends Base {}

    static class Other extends Base {}

    @Test
    void tests_that_share_a_relay_take_turns_even_in_several_classes() {
        Engine.succeeded(Engine.runConcurrently(One.class, Other.class), 24);
    }

    static class OwnForEach {
        private static final Set<InetSocketAddress> ADDRESSES = ConcurrentHashMap.newKeySet();

        @RegisterExtension
        final ImpairedRelay relay = ImpairedRelay.tcp(SERVER::address);

        @RepeatedTest(24)
        void sees_its_own_faults_and_connections(RepetitionInfo repetition) throws IOException {
            relay.fault(fault(repetition));
            use(relay.address());
            ADDRESSES.add(relay.address());
            assertThat(relay.conditions()).isEqualTo(Conditions.NONE.with(fault(repetition)));
            assertThat(relay.connections()).isEqualTo(5);
        }
    }

    @Test
    void tests_with_a_relay_each_do_not_disturb_each_other() {
        Engine.succeeded(Engine.runConcurrently(OwnForEach.class), 24);
    }

    @Impaired(targetFrom = Annotated.Server.class, value = "upload delay=1 ms")
    static class Annotated {
        static final class Server implements ImpairedTarget {
            @Override
            public InetSocketAddress address(org.junit.jupiter.api.extension.ExtensionContext test) {
                return SERVER.address();
            }
        }

        @RepeatedTest(24)
        void sees_its_own_faults_and_connections(RepetitionInfo repetition, Relay relay, InetSocketAddress address)
                throws IOException {
            relay.fault(fault(repetition));
            use(address);
            assertThat(relay.conditions())
                    .isEqualTo(Conditions.parse("upload delay=1 ms").with(fault(repetition)));
            assertThat(relay.connections()).isEqualTo(5);
        }
    }

    @Test
    void annotated_tests_do_not_disturb_each_other() {
        Engine.succeeded(Engine.runConcurrently(Annotated.class), 24);
    }

    /** Waits for tasks of the pool that JUnit runs tests on, whose thread may take up another test meanwhile. */
    static class Stealing {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address);

        @RepeatedTest(8)
        void lends_its_thread() throws IOException {
            EchoServer.ask(RELAY.address(), "hello");
            ForkJoinPool pool = ForkJoinPool.commonPool();
            assertThat(pool.getParallelism()).isPositive();
            assertThat(IntStream.range(0, 1_000)
                            .parallel()
                            .map(i -> {
                                Thread.onSpinWait();
                                return i;
                            })
                            .sum())
                    .isEqualTo(499_500);
        }
    }

    @Test
    void a_test_that_would_have_to_wait_for_its_own_thread_says_so() {
        var results = Engine.runConcurrently(Stealing.class);
        assertThat(Engine.failures(results)).allSatisfy(failure -> assertThat(failure)
                .hasMessageStartingWith("another test with this relay waits on the same thread"));
        results.testEvents().assertStatistics(statistics -> statistics.started(8));
    }
}
