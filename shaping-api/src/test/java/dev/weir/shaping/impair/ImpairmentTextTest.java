package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairmentTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate=10 Mbit/s queue=64 kB limit=50 kB/s delay=40 ms jitter=5 ms loss=1 %",
                "rate=10 Mbit/s, queue=64 kB, limit=50 kB/s, delay=40 ms, jitter=5 ms, loss=1 %",
                "loss=1%,jitter=5ms,delay=40ms,limit=50kB/s,queue=64kB,rate=10Mbit/s",
                "  rate = 10 Mbit/s   queue\t=\t64 kB\n,limit=50 kB/s ,delay=40 ms  jitter=5 ms\nloss=0.01  "
            })
    void reads_words_in_any_order_separated_by_blanks_or_commas(String text) {
        assertThat(Impairment.parse(text))
                .hasToString("rate=10 Mbit/s limit=400 kbit/s queue=64 kB delay=40 ms jitter=5 ms loss=1 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "loss=0", "delay=0 ms jitter=0 ms"})
    void does_nothing_when_blank_or_zero(String text) {
        assertThat(Impairment.parse(text)).isEqualTo(Impairment.NONE);
    }

    @Test
    void accepts_a_jitter_above_the_delay_or_alone() {
        assertThat(Impairment.parse("delay=1 ms jitter=5 ms").delay())
                .isEqualTo(Delay.uniform(Duration.ofMillis(1), Duration.ofMillis(5)));
        assertThat(Impairment.parse("jitter=5 ms")).hasToString("jitter=5 ms");
    }

    @Test
    void keeps_both_bounds_of_a_limit_together() {
        assertThat(Impairment.parse("limit=50 kB/s and 100 packets/s loss=1 %").limit())
                .isEqualTo(RateLimit.parse("50 kB/s and 100 packets/s"));
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            Impairment impairment = RandomImpairments.impairment(random);
            String text = impairment.toString();
            assertThat(Impairment.parse(text)).as(text).isEqualTo(impairment);
            assertThat(Impairment.parse(text)).hasToString(text);
            assertThat(Impairment.parse(
                            text.replaceAll("(?<!,) (?=[a-z]+=)", ",").replaceAll("(?<=\\d) (?!and)", "")))
                    .isEqualTo(impairment);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate=0|rate=0: |1..1000000000000 bit/s",
                "rate=2 Tbit/s loss=1 %|rate=2 Tbit/s: |1..1000000000000 bit/s",
                "rate=fast|rate=fast: |number with a unit",
                "limit=0 pps|limit=0 pps: |bytes, packets or both",
                "limit=2000000000 pps|limit=2000000000 pps: |0..1000000000 packets/s",
                "rate=1 kbps queue=2 h|queue=2 h: |0..1 h",
                "rate=1 kbps queue=much|queue=much: |bytes, packets or a time",
                "rate=1 kbps overhead=257|overhead=257: |-64..256 bytes",
                "rate=1 kbps overhead=-65 B|overhead=-65 B: |-64..256 bytes",
                "rate=1 kbps overhead=1.5|overhead=1.5: |whole bytes within -64..256",
                "rate=1 kbps mpu=-1|mpu=-1: |0..65535 bytes",
                "rate=1 kbps mpu=65536|mpu=65536: |0..65535 bytes",
                "rate=1 kbps cells=dsl|cells=dsl: |none, atm, ptm",
                "delay=fast|delay=fast: |number with a unit",
                "delay=5|delay=5: |ns, us, ms, s, min, h",
                "delay=2 h|delay=2 h: |0..1 h",
                "jitter=-1 ms|jitter=-1 ms: |0..1 h",
                "loss=40|loss=40: |0..100 %",
                "loss=101 %, delay=1 ms|loss=101 %: |0..100 %",
                "delay=999999999999 h|delay=999999999999 h: |0..1 h",
                "delay=|delay=: |number with a unit"
            })
    void names_word_value_and_bound(String text, String start, String bound) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse(text))
                .withMessageStartingWith(start)
                .withMessageContaining(bound);
    }

    @Test
    void names_a_queue_without_rate_or_limit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("queue=64 kB delay=1 ms"))
                .withMessage("queue has no effect without rate or limit: 64 kB");
    }

    @Test
    void names_a_framing_without_a_rate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("limit=1 kbps overhead=24"))
                .withMessage("framing has no effect without rate: overhead=24 B");
        assertThat(Impairment.parse("overhead=0 mpu=0 cells=none")).isEqualTo(Impairment.NONE);
    }

    @Test
    void reads_framing_with_and_without_unit() {
        assertThat(Impairment.parse("cells=ptm rate=1 Mbit/s,overhead=+30,mpu=64bytes"))
                .hasToString("rate=1 Mbit/s overhead=30 B mpu=64 B cells=ptm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss=1 % loss=1 %", "delay=1 ms,loss=1 %,loss = 2 %", "loss=0 loss=0"})
    void refuses_a_word_twice(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse(text))
                .withMessageStartingWith("loss is given twice: \"loss");
    }

    @ParameterizedTest
    @CsvSource({"speed=1, speed", "Rate=1 kbps, Rate", "loss=1 % spoil=2 %, spoil", "=5, ''", "',loss=1 %', ',loss'"})
    void names_an_unknown_word_and_the_known_ones(String text, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse(text))
                .withMessage(
                        "unknown word \"%s\" (known: rate, trace, joint, overhead, mpu, cells, limit, queue, aqm, delay, jitter, loss, duplicate, corrupt, reorder, swap, ahead, behind, mtu, ttl, ecn, truncate, slot)",
                        word);
    }

    @Test
    void refuses_a_word_without_a_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("fast"))
                .withMessage(
                        "expected name=value (known names: rate, trace, joint, overhead, mpu, cells, limit, queue, aqm, delay, jitter, loss, duplicate, corrupt, reorder, swap, ahead, behind, mtu, ttl, ecn, truncate, slot): \"fast\"");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        List<String> valid = List.of(
                "rate=10 Mbit/s queue=64 kB limit=50 kB/s delay=40 ms jitter=5 ms loss=1 %",
                "loss=0.01,delay=1 s",
                "rate=1 kbps overhead=-4 B mpu=64 B cells=atm",
                "limit=50 kB/s and 100 packets/s queue=100 packets");
        String[] names = {"rate", "queue", "limit", "delay", "jitter", "loss", "overhead", "mpu", "cells"};
        assertThat(HostileTexts.feed(Impairment::parse, valid, names)).isPositive();
    }
}
