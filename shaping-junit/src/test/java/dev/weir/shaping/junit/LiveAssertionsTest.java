package dev.weir.shaping.junit;

import static dev.weir.shaping.Probability.percent;
import static dev.weir.shaping.Rate.kilobitsPerSecond;
import static dev.weir.shaping.junit.WeirAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.capture.relay.Relay;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Assertions on runs by the clock, with ranges that leave room for a busy machine. */
class LiveAssertionsTest {
    private static final EchoServer SERVER = new EchoServer();

    @RegisterExtension
    final ImpairedRelay relay =
            ImpairedRelay.tcp(SERVER::address).upload("delay=30 ms").download("rate=800 kbit/s");

    @Test
    void hold_on_a_relay() throws IOException {
        EchoServer.ask(relay.address(), "x".repeat(20_000));
        assertThat(relay)
                .dropped(0)
                .reordered(0)
                .upload()
                .deliveredAtLeast(14)
                .medianDelayWithin(ofMillis(30), ofSeconds(5))
                .lossWithin(percent(0), percent(0))
                .download()
                .throughputWithin(kilobitsPerSecond(80), kilobitsPerSecond(1_600));
    }

    @Test
    void a_range_that_no_emulator_can_keep_is_inconclusive() throws IOException {
        EchoServer.ask(relay.address(), "x".repeat(20_000));
        Relay itself = relay.relay();
        assertThatThrownBy(() -> assertThat(itself).upload().delayWithin(ofMillis(30), ofMillis(30)))
                .isInstanceOf(InconclusiveError.class)
                .hasMessageContaining("the emulator was late by");
        assertThatThrownBy(() -> assertThat(itself)
                        .upload()
                        .delayWithin(ofMillis(0), ofSeconds(5).plusMillis(1))
                        .dropped(1))
                .isNotInstanceOf(InconclusiveError.class)
                .hasMessageContaining("1 packets dropped")
                .hasMessageContaining("the emulator was late by");
    }
}
