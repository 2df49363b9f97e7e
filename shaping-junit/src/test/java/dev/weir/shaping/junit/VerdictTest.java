package dev.weir.shaping.junit;

import static dev.weir.shaping.Rate.kilobitsPerSecond;
import static dev.weir.shaping.junit.WeirAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    /** A delay of so many ms that is to be within 38 .. 48 ms. */
    @ParameterizedTest
    @CsvSource({
        "40,,  HOLDS",
        "48,,  HOLDS",
        "37,,  FAILS",
        "49,,  FAILS",
        "40, 0, HOLDS",
        "40, 8, HOLDS",
        "40, 9, UNDECIDED",
        "38, 10, HOLDS",
        "38, 11, UNDECIDED",
        "48, 0, HOLDS",
        "48, 1, UNDECIDED",
        "37, 1, FAILS",
        "37, 10, FAILS",
        "37, 11, UNDECIDED",
        "49, 10, FAILS",
        "49, 11, UNDECIDED"
    })
    void on_a_delay(int millis, @Nullable Integer late, Verdict verdict) {
        Duration found = ofMillis(millis);
        assertThat(Verdict.onDelay(found, found, ofMillis(38), ofMillis(48), late == null ? null : ofMillis(late)))
                .isEqualTo(verdict);
    }

    /** 1000 bytes in 100 bins of 1 ms, 80 to 80.8 kbit/s, that are to be within a range of kbit/s. */
    @ParameterizedTest
    @CsvSource({
        "70, 80,, HOLDS",
        "81, 90,, FAILS",
        "70, 79,, FAILS",
        "70, 90, 0, HOLDS",
        "70, 90, 5, HOLDS",
        "70, 80, 2, UNDECIDED",
        "82, 90, 1, FAILS",
        "82, 90, 2, UNDECIDED",
        "70, 79, 1, FAILS",
        "70, 79, 2, UNDECIDED",
        "82, 82, 99, UNDECIDED",
        "1, 2, 90, FAILS"
    })
    void on_a_throughput(int lowest, int highest, @Nullable Integer late, Verdict verdict) {
        Throughput throughput = new Throughput(1_000, 100, ofMillis(1));
        assertThat(throughput.verdict(
                        kilobitsPerSecond(lowest), kilobitsPerSecond(highest), late == null ? null : ofMillis(late)))
                .isEqualTo(verdict);
    }

    private static ShapingReport delayed() {
        Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("delay=40 ms"))
                .seed(7)
                .build()
                .simulate();
        simulation.every(ofMillis(10), 100, () -> Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                .payload(100)
                .outgoing());
        return simulation.runToIdle();
    }

    /** Late by as many ms as the percentile says. */
    private static DirectionReportAssert late() {
        EmulatorLateness lateness = new EmulatorLateness(percent -> ofMillis(Math.round(percent)));
        return new ShapingReportAssert(new Run(delayed(), lateness)).upload();
    }

    @Test
    void a_percentile_is_compared_with_the_lateness_at_that_percentile() {
        late().medianDelayWithin(ofMillis(40), ofMillis(91));
        assertThatThrownBy(() -> late().medianDelayWithin(ofMillis(40), ofMillis(89)))
                .isInstanceOf(InconclusiveError.class);
        late().delayPercentileWithin(90, ofMillis(40), ofMillis(131));
        assertThatThrownBy(() -> late().delayPercentileWithin(90, ofMillis(40), ofMillis(129)))
                .isInstanceOf(InconclusiveError.class);
        late().delayWithin(ofMillis(40), ofMillis(140));
        assertThatThrownBy(() -> late().delayWithin(ofMillis(40), ofMillis(139)))
                .isInstanceOf(InconclusiveError.class)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        inconclusive, as the emulator was late: expected of upload: every delay within 40 ms .. 139 ms
                         but found: shortest 40 ms, median 40 ms, 99 % 40 ms, longest 40 ms
                         seed 7; the emulator was late by 50 ms (median), 99 ms (99 %), 100 ms (at most)""");
        assertThatThrownBy(() -> late().as("orders").delayWithin(ofMillis(40), ofMillis(41)))
                .hasMessageStartingWith("[orders] inconclusive");
    }

    @Test
    void throughput_and_counts_know_the_lateness_too() {
        late().delivered(100).throughputWithin(kilobitsPerSecond(90), kilobitsPerSecond(140));
        assertThatThrownBy(() -> late().throughputWithin(kilobitsPerSecond(112), kilobitsPerSecond(115)))
                .isInstanceOf(InconclusiveError.class)
                .hasMessageContaining("throughput within 112 kbit/s .. 115 kbit/s");
        assertThatThrownBy(() -> late().delivered(99))
                .isNotInstanceOf(InconclusiveError.class)
                .hasMessageContaining("the emulator was late by");
    }
}
