package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.RelayDirection;
import dev.weir.shaping.DataSize;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImpairedRelayTest {
    static final EchoServer SERVER = new EchoServer();
    private static final Map<Class<?>, Set<InetSocketAddress>> ADDRESSES = new ConcurrentHashMap<>();

    private static void seen(Class<?> by, InetSocketAddress address) {
        ADDRESSES.computeIfAbsent(by, type -> ConcurrentHashMap.newKeySet()).add(address);
    }

    private static Set<InetSocketAddress> seen(Class<?> by) {
        return ADDRESSES.getOrDefault(by, Set.of());
    }

    private static void isClosed(InetSocketAddress address) {
        assertThatThrownBy(() -> EchoServer.open(address).close()).isInstanceOf(ConnectException.class);
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Shared {
        @RegisterExtension
        static final ImpairedRelay RELAY =
                ImpairedRelay.tcp(SERVER::address).upload("delay=1 ms").seed(7);

        private static final Conditions BEGINNING = Conditions.parse("upload delay=1 ms");

        @BeforeAll
        static void is_open() {
            seen(Shared.class, RELAY.address());
        }

        @AfterAll
        static void is_still_open_and_put_back() {
            assertThat(RELAY.conditions()).isEqualTo(BEGINNING);
        }

        @Test
        @Order(1)
        void leaves_a_mess() throws IOException {
            assertThat(EchoServer.ask(RELAY.address(), "one")).isEqualTo("one");
            EchoServer.ask(RELAY.address(), "two");
            RELAY.afterUpload(DataSize.bytes(1)).reset();
            RELAY.cut().download("delay=10 s").hold(RelayDirection.UPLOAD);
            assertThat(RELAY.connections()).isEqualTo(2);
        }

        @Test
        @Order(2)
        void finds_none() throws IOException {
            seen(Shared.class, RELAY.address());
            assertThat(RELAY.connections()).isZero();
            assertThat(RELAY.conditions()).isEqualTo(BEGINNING);
            assertThat(RELAY.relay().events()).isEmpty();
            assertThat(RELAY.report().outgoing().packetsIn()).isZero();
            assertThat(EchoServer.ask(RELAY.address(), "three")).isEqualTo("three");
            assertThat(RELAY.connections()).isEqualTo(1);
        }

        @Nested
        class Inner {
            @Test
            void has_the_same() throws IOException {
                seen(Shared.class, RELAY.address());
                assertThat(RELAY.connections()).isZero();
                EchoServer.ask(RELAY.address(), "four");
            }
        }
    }

    @Test
    void a_static_relay_is_put_back_for_each_test_and_keeps_its_address() {
        Engine.succeeded(Engine.run(Shared.class), 3);
        assertThat(seen(Shared.class)).hasSize(1).allSatisfy(ImpairedRelayTest::isClosed);
    }

    static class OwnForEach {
        @RegisterExtension
        final ImpairedRelay relay = ImpairedRelay.tcp(SERVER::address);

        private final InetSocketAddress early = relay.address();

        @RepeatedTest(3)
        void is_there() throws IOException {
            seen(OwnForEach.class, early);
            assertThat(relay.address()).isEqualTo(early);
            EchoServer.ask(early, "hello");
            assertThat(relay.connections()).isEqualTo(1);
            relay.cut();
        }
    }

    @Test
    void a_field_of_the_instance_holds_a_relay_for_each_test() {
        Engine.succeeded(Engine.run(OwnForEach.class), 3);
        assertThat(seen(OwnForEach.class)).hasSize(3).allSatisfy(ImpairedRelayTest::isClosed);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        @RegisterExtension
        final ImpairedRelay relay = ImpairedRelay.tcp(SERVER::address);

        @RepeatedTest(3)
        void is_there() throws IOException {
            seen(OneInstance.class, relay.address());
            assertThat(relay.connections()).isZero();
            EchoServer.ask(relay.address(), "hello");
        }
    }

    @Test
    void an_instance_for_all_tests_has_a_relay_for_all_tests() {
        Engine.succeeded(Engine.run(OneInstance.class), 3);
        assertThat(seen(OneInstance.class)).hasSize(1).allSatisfy(ImpairedRelayTest::isClosed);
    }

    static class Unused {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address);

        @Test
        void talks_to_the_server_behind_its_back() throws IOException {
            EchoServer.ask(SERVER.address(), "hello");
        }
    }

    @Test
    void a_relay_that_is_not_used_fails_the_test() {
        assertThat(Engine.failure(Engine.run(Unused.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "no connection was made to relay /127\\.0\\.0\\.1:\\d+, seed 0: is the client using its address\\?.*");
    }

    static class UnusedButOptional {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).optional();

        @Test
        void does_without() {
            assertThat(RELAY.connections()).isZero();
        }
    }

    @Test
    void an_optional_relay_need_not_be_used() {
        Engine.succeeded(Engine.run(UnusedButOptional.class), 1);
    }

    static class UnusedForAReason {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address);

        @Test
        void fails() {
            throw new IllegalStateException("a failure of its own");
        }

        @Test
        void is_aborted() {
            assumeTrue(false);
        }
    }

    @Test
    void a_test_that_failed_or_was_aborted_is_not_blamed_for_an_unused_relay() {
        var results = Engine.run(UnusedForAReason.class);
        assertThat(Engine.failure(results)).hasMessage("a failure of its own");
        results.testEvents().assertStatistics(statistics -> statistics.failed(1).aborted(1));
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Kept {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).keepConnections();

        private static final Map<String, Socket> CLIENTS = new ConcurrentHashMap<>();

        private static Socket client() throws IOException {
            Socket known = CLIENTS.get("one");
            if (known == null) {
                known = EchoServer.open(RELAY.address());
                CLIENTS.put("one", known);
            }
            return known;
        }

        @Test
        @Order(1)
        void opens_a_connection() throws IOException {
            EchoServer.ask(client(), "hello");
            RELAY.upload("delay=1 ms");
        }

        @Test
        @Order(2)
        void goes_on_with_it() throws IOException {
            assertThat(RELAY.conditions()).isEqualTo(Conditions.NONE);
            EchoServer.ask(client(), "again");
        }

        @Test
        @Order(3)
        void does_nothing() {}

        @AfterAll
        static void close() throws IOException {
            client().close();
        }
    }

    @Test
    void connections_may_be_kept_and_their_bytes_count_as_use() {
        var results = Engine.run(Kept.class);
        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(1));
        assertThat(Engine.failure(results)).hasMessageContaining("no connection was made");
    }

    static class Late {
        @RegisterExtension
        final ImpairedRelay relay = ImpairedRelay.tcp(SERVER::address).seed(3);

        @Test
        void refuses_settings() throws IOException {
            EchoServer.ask(relay.address(), "hello");
            relay.awaitConnections(1, Duration.ofSeconds(5));
            assertThatThrownBy(() -> relay.seed(4)).hasMessage("settings must come before the relay is open");
            assertThat(relay.relay().seed()).isEqualTo(3);
            assertThat(relay.toString()).contains("seed 3");
        }
    }

    @Test
    void what_a_relay_is_made_of_cannot_change_while_it_is_open() {
        Engine.succeeded(Engine.run(Late.class), 1);
        assertThat(ImpairedRelay.tcp(SERVER::address)).hasToString("relay not open");
    }

    static class Seeded {
        @RegisterExtension
        static final ImpairedRelay RELAY =
                ImpairedRelay.tcp(SERVER::address).seed(3).optional();

        @Test
        void has_the_seed_from_outside() {
            assertThat(RELAY.relay().seed()).isEqualTo(99);
        }
    }

    @Test
    void a_seed_from_outside_takes_precedence() {
        Engine.succeeded(Engine.run(Map.of("weir.seed", " 99 "), Seeded.class), 1);
        assertThat(Engine.failures(Engine.run(Map.of("weir.seed", "x"), Seeded.class)))
                .allSatisfy(failure -> assertThat(failure).hasMessage("weir.seed must be a whole number: \"x\""))
                .isNotEmpty();
    }
}
