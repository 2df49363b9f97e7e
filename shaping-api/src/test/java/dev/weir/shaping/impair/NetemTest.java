package dev.weir.shaping.impair;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "''; ''",
                "delay 100ms; delay=100 ms",
                "latency 1.5s; delay=1500 ms",
                "delay 250; delay=250 us",
                "delay 40usecs; delay=40 us",
                "delay 100ms 10ms; delay=uniform(100 ms, 10 ms) in any order",
                "delay 100ms 0ms 25%; delay=100 ms",
                "delay 100ms 10ms 25%; delay=uniform(100 ms, 10 ms) correlated 25 % in any order",
                "delay 100ms 20ms distribution normal; delay=normal(100 ms, 20 ms) in any order",
                "delay 100ms 20ms 30 distribution uniform; delay=uniform(100 ms, 20 ms) correlated 30 % in any order",
                "distribution paretonormal delay 100ms 20ms; delay=pareto-normal(100 ms, 20 ms) in any order",
                "delay 100ms 20ms distribution pareto; delay=netem(pareto, 100 ms, 20 ms) in any order",
                "loss 1%; loss=1 %",
                "loss random 0.3%; loss=0.3 %",
                "drop 5; loss=5 %",
                "loss 1% 25%; 'loss=correlated(1 %, 25 %)'",
                "loss 100% 25%; loss=100 %",
                "loss gemodel 1% 10%; 'loss=gilbert(p=1 %, r=10 %)'",
                "loss gemodel 2; 'loss=gilbert(p=2 %, r=98 %)'",
                "loss gemodel 2% 25% 70% 0.1%; 'loss=gilbert-elliott(p=2 %, r=25 %, bad=70 %, good=0.1 %)'",
                "loss state 1%; 'loss=4-state(p13=1 %, p31=99 %, p32=0 %, p23=100 %, p14=0 %)'",
                "loss state 0.5% 20% 15% 30% 1%; 'loss=4-state(p13=0.5 %, p31=20 %, p32=15 %, p23=30 %, p14=1 %)'",
                "rate 1mbit; rate=1 Mbit/s queue=1000 packets",
                "rate 100kbps limit 50; rate=800 kbit/s queue=50 packets",
                "rate 64000; rate=64 kbit/s queue=1000 packets",
                "rate 1Kibit; rate=1024 bit/s queue=1000 packets",
                "rate 2.5Gbit -14 48 5; rate=2.5 Gbit/s overhead=-14 cells=atm queue=1000 packets",
                "corrupt 0% duplicate 0% 10% reorder 0%; ''",
                "tc qdisc add dev eth0 root netem delay 10ms loss 1%; delay=10 ms loss=1 %",
                "netem rate 1mbit delay 30ms 5ms; rate=1 Mbit/s queue=1000 packets delay=30 ms jitter=5 ms"
            })
    void reads_what_tc_reads(String text, String line) {
        assertThat(Netem.parse(text).impairment()).isEqualTo(Impairment.parse(line));
    }

    @Test
    void has_the_seed() {
        assertThat(Netem.parse("loss 1% seed 42").seed()).isEqualTo(OptionalLong.of(42));
        assertThat(Netem.parse("loss 1%").seed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "delay 100ms distribution normal; distribution must come with a delay and a jitter: normal",
                "delay 100ms 10ms distribution wild; distribution is unknown: wild",
                "delay; delay must have a value",
                "delay soon; 'delay must be a number: \"soon\"'",
                "delay 5min; 'delay has an unknown unit (use s, ms, us, ns): \"5min\"'",
                "delay 2h; 'delay has an unknown unit (use s, ms, us, ns): \"2h\"'",
                "delay 3601s; 'delay must be within 0..1 h: \"3601s\"'",
                "delay 1ms delay 2ms; delay is given twice",
                "delay 10ms latency 1ms; delay is given twice",
                "delay 10ms 5ms 100%; correlation of delay must be below 100 %: 100 %",
                "loss 101%; 'loss must be within 0..100 %: \"101%\"'",
                "loss 1% 100%; correlation of loss must be below 100 %: 100 %",
                "loss ecn; 'loss must be a number: \"ecn\"'",
                "loss 1% ecn; ecn of netem is not there yet",
                "corrupt 1% 5%; correlation of corrupt of netem is not there yet",
                "dup 1% 5%; correlation of duplicate of netem is not there yet",
                "delay 10ms reorder 25% 50%; correlation of reorder of netem is not there yet",
                "gap 5 delay 10ms; gap must come with reorder: 5",
                "slot 20ms distribution normal; distribution of slots of netem is not there yet",
                "rate 0; 'rate must be within 1..1000000000000 bit/s: \"0\"'",
                "rate 1zbit; 'rate has an unknown unit (use bit, kbit, mbit, gbit, tbit, bps, kbps, mbps, gbps, tbps and kibit, kibps and so on): \"1zbit\"'",
                "rate 1mb; 'rate has an unknown unit (use bit, kbit, mbit, gbit, tbit, bps, kbps, mbps, gbps, tbps and kibit, kibps and so on): \"1mb\"'",
                "rate 1mbit 500; 'overhead must be a whole number within -64..256: \"500\"'",
                "limit 1.5; 'limit must be a whole number within 0..4294967295: \"1.5\"'",
                "reorder 25%; reorder must come with a delay: 25 %",
                "colour blue; 'unknown word \"colour\" (known: delay, distribution, loss, corrupt, duplicate, reorder, gap, rate, limit, slot, ecn, seed)'",
                "tc qdisc show; 'line of tc must have netem in it: \"tc qdisc show\"'"
            })
    void refuses_by_name(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Netem.parse(text)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "duplicate 1%; duplicate=1 %",
                "corrupt 0.1% 0%; corrupt=0.1 %",
                "delay 10ms reorder 25% gap 5; delay=10 ms reorder=25 % gap 5",
                "delay 10ms reorder 25%; delay=10 ms reorder=25 %",
                "slot 20ms; slot=20 ms",
                "slot 800us 1ms packets 64 bytes 32000; slot=800 us..1 ms and 64 packets and 32 kB",
                "rate 5kbit 20 100 5; rate=5 kbit/s overhead=20 cells=100+5 queue=1000 packets"
            })
    void reads_what_happens_to_packets(String text, String words) {
        assertThat(Netem.parse(text).impairment()).isEqualTo(Impairment.parse(words));
    }

    /** Shares that are known of netem's chains. */
    @ParameterizedTest
    @CsvSource({
        "gemodel 1% 30%, 0.03226",
        "gemodel 2% 25% 70% 0.1%, 0.05278",
        "gemodel 5% 90%, 0.05263",
        "gemodel 0.1% 10% 50% 0.01%, 0.00505"
    })
    void loses_the_share_that_the_chain_does(String model, double share) {
        GilbertLoss loss =
                (GilbertLoss) Netem.parse("loss " + model).impairment().loss();
        assertThat(loss.lossRate().value()).isCloseTo(share, within(5e-6));
    }

    @Test
    void says_what_it_does_otherwise() {
        assertThat(Netem.parse("delay 1ms loss 1%").notes()).isEmpty();
        assertThat(Netem.parse("delay 1ms limit 10").notes())
                .containsExactly(
                        "limit: without a rate nothing is bounded; the delay holds back as many packets as come");
        assertThat(Netem.parse("rate 1mbit").notes())
                .containsExactly(
                        "limit: counts the packets that wait for the rate, not those that the delay holds back");
        assertThat(Netem.parse("rate 1mbit delay 5ms").notes())
                .hasSize(2)
                .contains("delay: is added behind the queue of the rate, where netem lets both pass at the same time");
        assertThat(Netem.parse("delay 9ms 1ms 10% distribution pareto").notes())
                .containsExactly(
                        "distribution pareto: is netem's table, with a deviation of 0.82 times the jitter and no tail beyond 4 times it",
                        "correlation of delay: none, as netem's own has next to no effect on jitters below 0.5 s");
    }

    @Test
    void takes_over_netems_own_tables_if_asked() {
        assertThat(Netem.compatible("delay 100ms 20ms 25% distribution normal loss gemodel 1% 10%")
                        .impairment())
                .isEqualTo(Impairment.parse(
                        "delay=netem(normal, 100 ms, 20 ms) in any order loss=gilbert(p=1 %, r=10 %)"));
        assertThat(Netem.compatible("delay 100ms 20ms").impairment().delay().model())
                .isEqualTo(Delay.netem(NetemDelay.Table.UNIFORM, ofMillis(100), ofMillis(20)));
        assertThat(Netem.compatible("delay 9ms 1ms 10%").notes())
                .containsExactly(
                        "correlation of delay: none, as netem's own has next to no effect on jitters below 0.5 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Netem.compatible("loss 1% 25%"))
                .withMessage(
                        "correlated loss, which loses another share than it is asked for, of netem is not there yet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Netem.compatible("delay 9ms 1ms distribution wild"))
                .withMessage(
                        "distribution of netem: table must be one of uniform, normal, pareto, paretonormal: \"wild\"");
    }

    @Test
    void reads_a_table_of_a_distribution() {
        Netem netem =
                Netem.parse("delay 10ms 2ms distribution steps", name -> "# " + name + "\n8192 -8192\n 0 -32768 4096");
        assertThat(netem.impairment().delay().model())
                .isEqualTo(Delay.parse("empirical(0 %=2 ms, 25 %=8 ms, 50 %=10 ms, 75 %=11 ms, 100 %=12 ms)"));
        assertThat(NetemTable.parse("0").delay(ofMillis(3), ofMillis(1)))
                .isEqualTo(Delay.parse("empirical(100 %=3 ms)"));
        assertThat(NetemTable.parse("-32768 32767").delay(ofMillis(3), ofMillis(1)))
                .isEqualTo(Delay.parse("empirical(0 %=0 ms, 100 %=6.999877 ms)"));
    }

    @Test
    void keeps_the_percentiles_of_a_long_table() {
        String text = IntStream.range(0, 16_384)
                .mapToObj(i -> String.valueOf(8_192 - i))
                .collect(Collectors.joining(" "));
        EmpiricalDelay delay = (EmpiricalDelay) NetemTable.parse(text).delay(ofMillis(8_192), ofMillis(8_192));
        assertThat(delay.points()).hasSize(EmpiricalDelay.MOST_POINTS);
        for (EmpiricalDelay.Point point : delay.points()) {
            assertThat((double) point.delay().toMillis())
                    .isCloseTo(1 + 16_383 * point.share().value(), within(1.01));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "' # 1 2 3'; 'entries of a table must be 1..16384: 0'",
                "1 two 3; 'entry of a table must be a whole number within -32768..32767: \"two\"'",
                "1 32768; 'entry of a table must be a whole number within -32768..32767: \"32768\"'",
                "1.5; 'entry of a table must be a whole number within -32768..32767: \"1.5\"'"
            })
    void refuses_what_is_no_table(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetemTable.parse(text))
                .withMessage(message);
    }

    @Test
    void refuses_a_table_that_is_too_long() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetemTable.parse("1 ".repeat(16_385)))
                .withMessage("entries of a table must be 1..16384: more");
    }
}
