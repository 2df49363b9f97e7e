package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.TimelineZero;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.reporting.ReportEntry;

class FailureTextTest {
    private static final EchoServer SERVER = new EchoServer();

    static class Failing {
        @RegisterExtension
        static final ImpairedRelay RELAY =
                ImpairedRelay.tcp(SERVER::address).upload("delay=1 ms").seed(42);

        @Nested
        class Inside {
            @Test
            void expects_too_much() throws IOException {
                EchoServer.ask(RELAY.address(), "hello");
                for (int i = 0; i < 7; i++) {
                    RELAY.stall().restore();
                }
                RELAY.cut();
                assertThat("what was got").isEqualTo("what was wanted");
            }
        }
    }

    @Test
    void a_failure_tells_of_the_relay_and_how_to_run_the_test_again() {
        var results = Engine.run(Failing.class);
        Throwable failure = Engine.failure(results);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .containsPattern("Suppressed: relay /127\\.0\\.0\\.1:\\d+, seed 42\n")
                .contains("\n    conditions: upload delay=1 ms; cut upload; cut download\n")
                .contains("\n    events: the last 5\n")
                .containsPattern("\n      [\\d.]+ ms restored\n")
                .containsPattern("\n      [\\d.]+ ms upload delay=1 ms; cut upload; cut download\n")
                .contains("\n    1 connections, ")
                .containsPattern("\n    late by p50 .* \\(\\d+ packets\\)\n")
                .contains("\n    again: -Dweir.seed=42"
                        + " '-Dtest=dev.weir.shaping.junit.FailureTextTest$Failing$Inside#expects_too_much'\n");
        assertThat(failure).hasMessageContaining("what was wanted");
        assertThat(results.testEvents().reportingEntryPublished().map(event -> event.getRequiredPayload(
                                ReportEntry.class)
                        .getKeyValuePairs()
                        .getOrDefault("weir", "")))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .isEqualTo("failed; again: -Dweir.seed=42"
                                + " '-Dtest=dev.weir.shaping.junit.FailureTextTest$Failing$Inside#expects_too_much'"));
    }

    static class FailingLate {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address)
                .timeline("0 s: upload delay=1 ms | 10 ms: upload delay=2 ms", TimelineZero.ON_CALL);

        @Test
        void fails_in_the_second_phase() throws InterruptedException {
            RELAY.startTimeline();
            while (RELAY.relay().phase().isEmpty()
                    || RELAY.conditions().equals(Conditions.parse("upload delay=1 ms"))) {
                Thread.sleep(1);
            }
            throw new IllegalStateException("failed late");
        }
    }

    @Test
    void a_failure_tells_the_phase_of_the_timeline() {
        assertThat(Engine.failure(Engine.run(FailingLate.class)))
                .hasMessage("failed late")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0])
                        .hasMessageContaining("\n    timeline: phase 2 since 10 ms"));
    }

    static class FailingAround {
        @RegisterExtension
        final ImpairedRelay relay = ImpairedRelay.tcp(SERVER::address).seed(43);

        @BeforeEach
        void is_not_ready() {
            throw new IllegalStateException("not ready");
        }

        @AfterEach
        void cannot_end() {
            throw new IllegalArgumentException("cannot end");
        }

        @Test
        void is_not_reached() {}
    }

    @Test
    void a_failure_around_the_test_tells_too() {
        assertThat(Engine.failure(Engine.run(FailingAround.class)))
                .hasMessage("not ready")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .anySatisfy(details -> assertThat(details).hasMessageContaining("-Dweir.seed=43")));
    }
}
