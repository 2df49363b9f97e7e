package dev.weir.shaping.junit;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Probability.percent;
import static dev.weir.shaping.Rate.kilobitsPerSecond;
import static dev.weir.shaping.junit.WeirAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WeirAssertionsTest {
    private static final ShapingReport REPORT = report();

    /** 1000 packets of 142 bytes each way, one in 10 ms; a line of 40 ms that loses 2 % upward, none downward. Every tenth packet is overtaken. */
    private static ShapingReport report() {
        Simulation simulation = Shaper.builder()
                .rule(
                        "held back",
                        (packet, context) -> packet.length() == 143 ? custom(Impairment.parse("delay=15 ms")) : pass())
                .upload(Impairment.parse("delay=40 ms loss=2 %"))
                .download(Impairment.parse("delay=10 ms"))
                .seed(42)
                .build()
                .simulate();
        int[] made = {0};
        simulation.every(ofMillis(10), 1_000, () -> Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                .payload(100)
                .outgoing());
        simulation.every(ofMillis(10), 1_000, () -> Packets.udp("192.0.2.7", 443, "10.0.0.2", 5_000)
                .payload(made[0]++ % 10 == 0 ? 101 : 100)
                .incoming());
        return simulation.runToIdle();
    }

    private static void fails(ThrowingCallable assertion, String... texts) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .isNotInstanceOf(InconclusiveError.class)
                .hasMessageContainingAll(texts)
                .hasMessageContaining("seed 42");
    }

    @Test
    void hold_on_what_a_simulation_did() {
        long lost = REPORT.outgoing().packetsDropped();
        assertThat(lost).isBetween(5L, 40L);
        assertThat(REPORT)
                .delivered(2_000 - lost)
                .dropped(lost)
                .lossWithin(percent(0.1), percent(2))
                .reordered(100)
                .upload()
                .delivered(1_000 - lost)
                .deliveredAtLeast(500)
                .dropped(DropReason.LOSS, lost)
                .dropped(DropReason.LINK_QUEUE_FULL, 0)
                .lossWithin(percent(0.5), percent(4))
                .delayWithin(ofMillis(40), ofMillis(40))
                .medianDelayWithin(ofMillis(40), ofMillis(40))
                .delayPercentileWithin(99, ofMillis(39), ofMillis(41))
                .throughputWithin(kilobitsPerSecond(108), kilobitsPerSecond(115))
                .reordered(0)
                .download()
                .delivered(1_000)
                .dropped(0)
                .reordered(100)
                .delayWithin(ofMillis(10), ofMillis(25))
                .rule("held back")
                .delivered(100)
                .reordered(100)
                .lossWithin(percent(0), percent(0));
    }

    @Test
    void say_what_was_asked_and_what_was_found() {
        long lost = REPORT.outgoing().packetsDropped();
        fails(
                () -> assertThat(REPORT).upload().dropped(0),
                "expected of upload: 0 packets dropped\n but found: " + lost + ": 1000 packets in, " + (1_000 - lost)
                        + " out, " + lost + " dropped (LOSS " + lost + "), 0 held, 0 reordered\n seed 42");
        fails(() -> assertThat(REPORT).delivered(7), "both directions: 7 packets delivered");
        fails(() -> assertThat(REPORT).download().deliveredAtLeast(1_001), "at least 1001 packets delivered");
        fails(() -> assertThat(REPORT).dropped(DropReason.LOSS, 0), "0 packets dropped for LOSS");
        fails(() -> assertThat(REPORT).upload().lossWithin(percent(50), percent(60)), "loss within 50 % .. 60 %");
        fails(() -> assertThat(REPORT).rule("held back").reordered(3), "rule \"held back\": 3 packets reordered");
        fails(() -> assertThat(REPORT).rule("no such"), "a rule \"no such\"", "[held back, default]");
        fails(
                () -> assertThat(REPORT).as("the line").upload().delayWithin(ofMillis(1), ofMillis(39)),
                "every delay within 1 ms .. 39 ms",
                "longest 40 ms");
        fails(() -> assertThat(REPORT).upload().delayWithin(ofMillis(41), ofMillis(50)), "shortest 40 ms");
        fails(() -> assertThat(REPORT).download().delayWithin(ofMillis(12), ofMillis(50)), "every delay");
        fails(() -> assertThat(REPORT).download().medianDelayWithin(ofMillis(12), ofMillis(50)), "delay at 50.0 %");
        fails(
                () -> assertThat(REPORT).upload().throughputWithin(kilobitsPerSecond(117), kilobitsPerSecond(500)),
                "kbit/s");
        fails(
                () -> assertThat(REPORT).upload().throughputWithin(kilobitsPerSecond(1), kilobitsPerSecond(105)),
                "kbit/s");
    }

    @Test
    void a_description_stands_in_front() {
        assertThatThrownBy(() -> assertThat(REPORT).as("the line").delivered(7))
                .hasMessageStartingWith("[the line] expected of both directions");
    }

    @Test
    void fail_where_there_is_nothing_to_tell_from() {
        ShapingReport nothing = Shaper.builder().seed(42).build().simulate().runToIdle();
        fails(() -> assertThat(nothing).lossWithin(percent(0), percent(100)), "no packet entered");
        fails(() -> assertThat(nothing).upload().delayWithin(ofMillis(0), ofMillis(1)), "no packet was released");
        fails(
                () -> assertThat(nothing).upload().throughputWithin(kilobitsPerSecond(1), kilobitsPerSecond(9)),
                "too little to tell a rate");
    }

    @Test
    void refuse_empty_ranges() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(REPORT).lossWithin(percent(2), percent(1)))
                .withMessage("loss must have a range from lowest to highest: 2 % .. 1 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(REPORT).upload().delayWithin(ofMillis(2), ofMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThat(REPORT).upload().throughputWithin(kilobitsPerSecond(2), kilobitsPerSecond(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(REPORT).upload().delayPercentileWithin(0, ofMillis(1), ofMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(REPORT).upload().delayPercentileWithin(100.5, ofMillis(1), ofMillis(1)));
    }
}
