package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.RelayDirection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.opentest4j.TestAbortedException;

class InconclusiveTest {
    private static final EchoServer SERVER = new EchoServer();
    private static final List<String> CALLS = new ArrayList<>();

    @BeforeEach
    void forget() {
        CALLS.clear();
    }

    private static void undecided(int times, String call) {
        CALLS.add(call);
        if (CALLS.size() <= times) {
            throw new InconclusiveError("inconclusive " + CALLS.size());
        }
    }

    private static void told(EngineExecutionResults results, int call) {
        assertThat(results.testEvents().reportingEntryPublished().map(event -> event.getRequiredPayload(
                                ReportEntry.class)
                        .getKeyValuePairs()))
                .contains(Map.of("weir", "is called once more: inconclusive " + call));
    }

    static class Once {
        private static final Conditions SLOW = Conditions.parse("upload delay=1 ms; slow close 1 ms");

        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).seed(4);

        @RegisterExtension
        static final ImpairedRelay OTHER =
                ImpairedRelay.tcp(SERVER::address).initially("fail first 1").optional();

        @BeforeEach
        void prepare() {
            CALLS.add("prepared");
            RELAY.fault(SLOW.faults().get(0));
        }

        @Test
        void is_decided_at_the_second_call() throws IOException {
            assertThat(RELAY.connections()).isZero();
            assertThat(RELAY.conditions().faults()).isEqualTo(SLOW.faults());
            assertThat(OTHER.conditions()).isEqualTo(Conditions.parse("fail first 1"));
            EchoServer.ask(RELAY.address(), "hello");
            RELAY.apply("").cut(RelayDirection.UPLOAD);
            OTHER.cut();
            undecided(2, "called");
        }
    }

    @Test
    void the_method_is_called_once_more_with_its_relays_put_back() {
        EngineExecutionResults results = Engine.run(Once.class);
        Engine.succeeded(results, 1);
        assertThat(CALLS).containsExactly("prepared", "called", "called");
        told(results, 2);
    }

    static class Twice {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).seed(4);

        @Test
        void is_never_decided() {
            undecided(9, "called");
        }
    }

    @Test
    void a_test_that_stays_inconclusive_fails() {
        assertThat(Engine.failure(Engine.run(Twice.class)))
                .isInstanceOf(InconclusiveError.class)
                .hasMessage("inconclusive 2")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("inconclusive 1"))
                .satisfies(failure -> assertThat(failure.getSuppressed()[1]).hasMessageContaining("seed 4"));
        assertThat(CALLS).hasSize(2);
    }

    @Test
    void or_is_aborted_if_that_is_set() {
        EngineExecutionResults results = Engine.run(Map.of("weir.inconclusive", "abort"), Twice.class);
        results.testEvents()
                .assertStatistics(statistics -> statistics.started(1).aborted(1));
        assertThat(results.testEvents().aborted().stream()
                        .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .singleElement()
                .satisfies(reason -> assertThat(reason)
                        .isInstanceOf(TestAbortedException.class)
                        .hasMessage("inconclusive 2"));
        assertThat(CALLS).hasSize(2);
    }

    @Test
    void another_choice_is_refused() {
        assertThat(Engine.failure(Engine.run(Map.of("weir.inconclusive", "ignore"), Twice.class)))
                .hasMessage("weir.inconclusive must be abort or fail: \"ignore\"");
    }

    static class Wrong {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).seed(4);

        @Test
        void fails_by_its_own_assertion() {
            CALLS.add("called");
            assertThat(1).isEqualTo(2);
        }

        @Test
        void fails_by_its_own_assertion_at_the_second_call() throws IOException {
            EchoServer.ask(RELAY.address(), "hello");
            undecided(1, "called");
            assertThat("this").isEqualTo("that");
        }
    }

    @Test
    void an_assertion_of_the_user_stays_a_failure() {
        List<Throwable> failures = Engine.failures(Engine.run(Map.of("weir.inconclusive", "abort"), Wrong.class));
        assertThat(failures).hasSize(2).noneMatch(InconclusiveError.class::isInstance);
        assertThat(failures).allSatisfy(failure -> assertThat(failure.getSuppressed())
                .anySatisfy(details -> assertThat(details).hasMessageContaining("late by")));
    }

    @ExtendWith(InconclusiveRetry.class)
    static class WithoutRelay {
        @ParameterizedTest
        @ValueSource(strings = "argument")
        void has_its_arguments_again(String argument) {
            undecided(1, argument);
        }

        static class Plain {
            @Test
            void fails() {
                undecided(1, "called");
            }
        }
    }

    @Test
    void tests_without_a_relay_have_an_extension_for_it() {
        Engine.succeeded(Engine.run(WithoutRelay.class), 1);
        assertThat(CALLS).containsExactly("argument", "argument");
    }

    @Test
    void without_any_extension_it_is_a_failure() {
        assertThat(Engine.failure(Engine.run(WithoutRelay.Plain.class))).hasMessage("inconclusive 1");
    }
}
