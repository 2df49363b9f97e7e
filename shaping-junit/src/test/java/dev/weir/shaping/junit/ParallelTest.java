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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

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
        void nothing_is_left_of_others() {
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

    @ResourceLock("relay")
    static class One extends Base {}

    @ResourceLock("relay")
    static class Other extends Base {}

    @Test
    void tests_of_several_classes_share_a_relay_under_a_lock() {
        Engine.succeeded(Engine.runConcurrently(One.class, Other.class), 24);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    static class OneAfterTheOther extends Base {}

    @Test
    void tests_of_one_class_share_a_relay_on_one_thread() {
        Engine.succeeded(Engine.runConcurrently(OneAfterTheOther.class), 12);
    }

    static class Careless extends Base {}

    @Test
    void tests_that_share_a_relay_and_may_overlap_are_refused() {
        var results = Engine.runConcurrently(Careless.class);
        assertThat(Engine.failures(results)).hasSize(12).allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith("a relay that tests share cannot serve them at the same time: keep its tests"
                        + " apart by @Execution(SAME_THREAD) on the class"));
    }

    abstract static class Meeting {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).optional();

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);
        private static final CountDownLatch REFUSED = new CountDownLatch(1);

        @BeforeAll
        static void wait_for_the_other() throws Exception {
            BOTH.await(10, TimeUnit.SECONDS);
        }

        @Test
        void waits_until_the_other_is_refused() throws InterruptedException {
            assertThat(REFUSED.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @AfterAll
        static void one_has_ended() {
            REFUSED.countDown();
        }
    }

    @ResourceLock("one lock")
    static class MeetingOne extends Meeting {}

    @ResourceLock("another lock")
    static class MeetingOther extends Meeting {}

    @Test
    void a_test_that_overlaps_all_the_same_is_refused() {
        var results = Engine.runConcurrently(MeetingOne.class, MeetingOther.class);
        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(1));
        assertThat(Engine.failure(results))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "relay is in use by another test, waits_until_the_other_is_refused(): keep its");
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
            public InetSocketAddress address(ExtensionContext test) {
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
}
