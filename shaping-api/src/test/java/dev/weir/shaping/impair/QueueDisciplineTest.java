package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueDisciplineTest {
    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            QueueDiscipline discipline = RandomImpairments.discipline(random);
            assertThat(QueueDiscipline.parse(discipline.toString())).isEqualTo(discipline);
        }
    }

    @Test
    void prints_what_differs_from_the_usual() {
        assertThat(QueueDiscipline.codel()).hasToString("codel");
        assertThat(QueueDiscipline.codel(Duration.ofMillis(7), Duration.ofMillis(100))
                        .withEcn())
                .hasToString("codel(target=7 ms, ecn)");
        assertThat(QueueDiscipline.fqCodel().withEcn()).hasToString("fq-codel(ecn)");
        assertThat(QueueDiscipline.pie()).hasToString("pie");
        assertThat(QueueDiscipline.red(DataSize.parse("15 kB"), DataSize.parse("45 kB"), Probability.percent(10)))
                .hasToString("red(min=15 kB, max=45 kB, probability=10 %)");
    }

    @Test
    void is_a_word_of_an_impairment() {
        Impairment line = Impairment.parse("rate=10 Mbit/s aqm=codel(target=5 ms, interval=100 ms, ecn) delay=5 ms");
        assertThat(line.discipline()).isEqualTo(QueueDiscipline.codel().withEcn());
        assertThat(line.delay()).isEqualTo(Delay.constant(Duration.ofMillis(5)));
        assertThat(line).hasToString("rate=10 Mbit/s aqm=codel(ecn) delay=5 ms");
        assertThat(Impairment.builder()
                        .rate(Rate.megabitsPerSecond(1))
                        .discipline(QueueDiscipline.tailDrop())
                        .build())
                .hasToString("rate=1 Mbit/s");
    }

    @Test
    void needs_a_rate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("limit=1 Mbit/s aqm=pie"))
                .withMessage("queue discipline has no effect without rate: pie");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            blue                  | unknown queue discipline (known: tail-drop, head-drop, codel, fq-codel, pie, red): "blue"
            codel(                | queue discipline must be a name, with parameters in parentheses if any: "codel("
            codel(goal=5 ms)      | queue discipline codel knows no "goal"
            codel(target=5)       | target has an unknown unit (use ns, us, ms, s, min, h): "5"
            codel(target=5 ms,)   | parameter of codel must be name=value or a flag: ""
            codel(target)         | target of codel needs a value
            codel(ecn=yes)        | ecn of codel takes no value: "yes"
            codel(ecn, ecn)       | ecn of codel is given twice: "ecn"
            codel(interval=4 s)   | interval must be within 1 ns..3 s: 4 s
            codel(mtu=9999999999) | mtu must be within 0..1048576 bytes: 2147483647
            codel(mtu=1.5)        | mtu must be whole bytes: "1.5"
            fq-codel(flows=0)     | flows must be within 1..65536: 0
            fq-codel(flows=many)  | flows must be a whole number: "many"
            fq-codel(quantum=0)   | quantum must be within 1..1048576 bytes: 0
            pie(burst=-1 ms)      | burst must be within 1 ns..3 s: -1 ms
            red                   | red needs min=
            red(min=2 kB, max=2 kB, probability=1 %)  | max must be above min (2 kB) and at most 4 GiB: 2 kB
            red(min=2 kB, max=9 kB, probability=0 %)  | probability must be above 0: 0 %
            red(min=0 B, max=9 kB, probability=1 %, weight=21) | weight must be within 0..20: 21
            """)
    void says_what_is_wrong(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueDiscipline.parse(text))
                .withMessage(message);
    }
}
