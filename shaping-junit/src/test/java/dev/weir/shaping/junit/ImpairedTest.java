package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.Relay;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairedTest {
    private static final EchoServer SERVER = new EchoServer();

    static final class Server implements ImpairedTarget {
        @Override
        public InetSocketAddress address(ExtensionContext test) {
            return SERVER.address();
        }
    }

    @Impaired(targetFrom = Server.class, value = "upload delay=2 ms; download delay=1 ms", seed = 42)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Slow {}

    @Slow
    static class Marked {
        private static final Set<InetSocketAddress> ADDRESSES = ConcurrentHashMap.newKeySet();

        private InetSocketAddress before = new InetSocketAddress(0);

        @BeforeEach
        void prepare(InetSocketAddress address) {
            before = address;
        }

        @Test
        void gets_relay_address_and_uri(Relay relay, InetSocketAddress address, URI uri) throws IOException {
            assertThat(relay.seed()).isEqualTo(42);
            assertThat(relay.conditions()).isEqualTo(Conditions.parse("upload delay=2 ms; download delay=1 ms"));
            assertThat(relay.address()).isEqualTo(address).isEqualTo(before);
            assertThat(uri).isEqualTo(URI.create("http://127.0.0.1:" + address.getPort()));
            EchoServer.ask(address, "hello");
            ADDRESSES.add(address);
        }

        @RepeatedTest(2)
        void each_repetition_has_its_own(URI uri, Relay relay) throws IOException {
            assertThat(relay.connections()).isZero();
            EchoServer.ask(new InetSocketAddress(uri.getHost(), uri.getPort()), "hello");
            ADDRESSES.add(relay.address());
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://a", "http://b"})
        void arguments_are_not_mistaken(URI argument, Relay relay) throws IOException {
            assertThat(argument.getHost()).isIn("a", "b");
            EchoServer.ask(relay.address(), "hello");
        }

        @Test
        @Impaired(targetFrom = Server.class, value = "fail first 1", scheme = "ws", optional = true)
        void has_another_on_the_method(Relay relay, URI uri) {
            assertThat(relay.conditions()).isEqualTo(Conditions.parse("fail first 1"));
            assertThat(relay.seed()).isZero();
            assertThat(uri).hasScheme("ws");
        }

        @Nested
        class Inside {
            @Test
            void has_the_same(Relay relay) throws IOException {
                assertThat(relay.seed()).isEqualTo(42);
                EchoServer.ask(relay.address(), "hello");
            }
        }

        @Nested
        @Impaired(targetFrom = Server.class, seed = 7)
        class InsideWithItsOwn {
            @Test
            void has_its_own(Relay relay) throws IOException {
                assertThat(relay.seed()).isEqualTo(7);
                EchoServer.ask(relay.address(), "hello");
            }
        }

        @AfterEach
        void is_still_open(Relay relay) {
            assertThat(relay.openConnections()).isNotNegative();
        }
    }

    static class Derived extends Marked {}

    @Test
    void each_test_has_a_relay_as_described() {
        Marked.ADDRESSES.clear();
        Engine.succeeded(Engine.run(Marked.class), 8);
        assertThat(Marked.ADDRESSES).hasSize(3);
    }

    @Impaired(targetFrom = Server.class, seed = 1)
    static class Parent {
        @Test
        void has_a_relay(Relay relay) throws IOException {
            assertThat(relay.seed()).isEqualTo(1);
            EchoServer.ask(relay.address(), "hello");
        }
    }

    static class Child extends Parent {}

    @Test
    void a_derived_class_inherits_it() {
        Engine.succeeded(Engine.run(Child.class), 1);
        Engine.succeeded(Engine.run(Derived.class), 8);
    }

    static class OnMethodOnly {
        final EchoServer own = new EchoServer();

        static final class Own implements ImpairedTarget {
            @Override
            public InetSocketAddress address(ExtensionContext test) {
                return ((OnMethodOnly) test.getRequiredTestInstance()).own.address();
            }
        }

        @Test
        @Impaired(targetFrom = Own.class, seed = 3)
        void has_a_relay(Relay relay) throws IOException {
            assertThat(EchoServer.ask(relay.address(), "hello")).isEqualTo("hello");
        }

        @Test
        void has_none() {}

        @AfterEach
        void close() {
            own.close();
        }
    }

    @Test
    void a_target_can_be_known_to_the_instance_alone() {
        Engine.succeeded(Engine.run(OnMethodOnly.class), 2);
    }

    @Impaired(targetFrom = Server.class, seed = 1)
    static class Unused {
        @Test
        void forgets_it() {}
    }

    @Test
    void a_relay_that_is_not_used_fails_the_test() {
        assertThat(Engine.failure(Engine.run(Unused.class))).hasMessageContaining("no connection was made to relay");
    }

    @Test
    void a_seed_from_outside_takes_precedence() {
        assertThat(Engine.failure(Engine.run(Map.of("weir.seed", "5"), Parent.class)))
                .hasMessageContaining("5L")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("-Dweir.seed=5 "));
    }

    @Impaired(target = "localhost:80", value = "upload delay=40")
    static class NoUnit {
        @Test
        void is_not_reached() {}
    }

    static class WrongOnMethod {
        @Test
        @Impaired(target = "localhost")
        void is_not_reached() {}
    }

    @Impaired(target = "localhost:80")
    static class WrongOnOneMethod {
        @Test
        @Impaired(target = "localhost:80", value = "uplaod delay=40 ms")
        void is_not_reached() {}

        @Test
        void is_not_reached_either() {}
    }

    @Impaired
    static class NoTarget {
        @Test
        void is_not_reached() {}
    }

    @Impaired(target = "localhost:80", targetFrom = Server.class)
    static class TwoTargets {
        @Test
        void is_not_reached() {}
    }

    private static void isWrong(Class<?> type, String... texts) {
        assertThat(Engine.failure(Engine.run(type)))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith("@Impaired on ")
                .hasMessageContainingAll(texts);
    }

    @Test
    void what_is_wrong_in_an_annotation_is_told_before_the_first_test() {
        isWrong(NoUnit.class, NoUnit.class.getName(), "delay has an unknown unit");
        isWrong(
                WrongOnMethod.class,
                "is_not_reached",
                "target must be host:port with a port within 1..65535: \"localhost\"");
        isWrong(WrongOnOneMethod.class, "is_not_reached", "uplaod");
        isWrong(NoTarget.class, "target must be host:port");
        isWrong(TwoTargets.class, "target and targetFrom must not both be given: \"localhost:80\"");
    }

    @Impaired(targetFrom = Server.class)
    static class TooEarly {
        @BeforeAll
        static void wants_it(Relay relay) {
            assertThat(relay).isNull();
        }

        @Test
        void is_not_reached() {}
    }

    @Impaired(targetFrom = Server.class)
    static class TooEarlyToo {
        TooEarlyToo(Relay relay) {
            throw new AssertionError(relay);
        }

        @Test
        void is_not_reached() {}
    }

    @Test
    void what_comes_before_the_test_cannot_have_its_relay() {
        assertThat(Engine.failure(Engine.run(TooEarly.class)))
                .hasStackTraceContaining(
                        "a static method cannot have the relay of @Impaired, which is opened for each test: use an"
                                + " ImpairedRelay in a static field");
        assertThat(Engine.failure(Engine.run(TooEarlyToo.class)))
                .hasStackTraceContaining("a constructor cannot have the relay of @Impaired");
    }
}
