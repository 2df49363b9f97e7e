package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 %",
                "2 % in bursts of 4",
                "2 % in bursts of 2.5 at most 7 in a row after the link shared",
                "40 % at most 3 in a row",
                "correlated(1 %, 25 %)",
                "gilbert(p=1 %, r=30 %)",
                "gilbert(p=1 %, r=30 %) per flow",
                "gilbert-elliott(p=2 %, r=25 %, bad=70 %, good=0.1 %)",
                "4-state(p13=0.5 %, p31=20 %, p32=15 %, p23=30 %, p14=1 %)",
                "bit-errors(0.0001 %)",
                "outages(up=10 s, down=500 ms)",
                "fixed-outages(up=10 s, down=500 ms) shared",
                "packets(3, 7-9, 100-)"
            })
    void reads_back(String text) {
        Loss loss = Loss.parse(text);
        assertThat(loss).hasToString(text);
        Impairment impairment = Impairment.parse("rate=1 Mbit/s, loss=" + text + ", delay=40 ms");
        assertThat(impairment.loss()).isEqualTo(loss);
        assertThat(Impairment.parse(impairment.toString())).isEqualTo(impairment);
    }

    @Test
    void reads_arguments_by_place_and_by_name_in_any_order() {
        assertThat(Loss.parse("gilbert ( 1 %,30% )"))
                .isEqualTo(Loss.gilbert(Probability.percent(1), Probability.percent(30)));
        assertThat(Loss.parse("gilbert-elliott(r=30%,p=1%)")).isEqualTo(Loss.parse("gilbert(p=1 %, r=30 %)"));
        assertThat(Loss.parse("gilbert-elliott(1 %, good=2 %, r=30 %)"))
                .hasToString("gilbert-elliott(p=1 %, r=30 %, bad=100 %, good=2 %)");
        assertThat(Loss.parse("correlated(loss=1 %, correlation=0.25)"))
                .isEqualTo(Loss.correlated(Probability.percent(1), 0.25));
        assertThat(Loss.parse("  2%   in bursts\tof 4 ")).isEqualTo(Loss.bursts(Probability.percent(2), 4));
        assertThat(Loss.parse("2 % before the link")).isEqualTo(Loss.random(Probability.percent(2)));
    }

    @Test
    void builds_what_it_reads() {
        assertThat(Loss.outages(Duration.ofSeconds(10), Duration.ofMillis(500))
                        .afterLink()
                        .shared())
                .hasToString("outages(up=10 s, down=500 ms) after the link shared")
                .isEqualTo(Loss.parse("outages(10 s, 500 ms) shared after the link"));
        assertThat(Loss.packets("1,4 - 6").perFlow()).hasToString("packets(1, 4-6) per flow");
        assertThat(Loss.bitErrors(Probability.of(1e-6)).atMostInARow(2))
                .hasToString("bit-errors(0.0001 %) at most 2 in a row");
    }

    @Test
    void fills_in_what_four_states_may_leave_out() {
        assertThat(Loss.parse("4-state(p13=1 %)"))
                .hasToString("4-state(p13=1 %, p31=99 %, p32=0 %, p23=100 %, p14=0 %)");
        assertThat(Loss.parse("4-state(loss=2 %, burst=4, density=100 %)"))
                .isInstanceOfSatisfying(
                        FourStateLoss.class, chain -> assertThat(chain.p31()).isEqualTo(Probability.of(0.25)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "90 % in bursts of 4|must be at most 80 %|90 %",
                "50.1 % in bursts of 1|must be at most 50 %|50.1 %",
                "2 % in bursts of 0.5|mean burst must be within 1..1000000|0.5",
                "2 % in bursts of many|mean burst must be a number|many",
                "gilbert(1 %, 2 %) in bursts of 4|bursts need a percentage in front|gilbert",
                "gilbert(p=0 %, r=0 %)|p or r must be above 0|0 %",
                "gilbert(p=1 %)|gilbert needs r|p=1 %",
                "gilbert(p=1 %, q=2 %)|gilbert takes p, r, each once|q=2 %",
                "gilbert(p=1 %, p=2 %)|gilbert takes p, r, each once|p=2 %",
                "gilbert(1 %, 2 %, 3 %)|gilbert takes p, r, each once|3 %",
                "gilbert(p=101 %, r=2 %)|p: probability must be within|101 %",
                "correlated(1 %, 100 %)|correlation of losses must be within 0.0..<1.0|1.0",
                "4-state(p13=60 %, p14=50 %)|p13 + p14 must be at most 100 %|60 % + 50 %",
                "4-state(p13=60 %, p31=0 %)|p31 must be above 0|0 %",
                "4-state(loss=90 %, burst=4, density=80 %)|must be above isolated and below density|90 %",
                "4-state(loss=2 %, burst=1, density=50 %)|burst is too short for its density|200 %",
                "outages(up=0 s, down=1 s)|up must be above 0, at most 24 h|0 ms",
                "packets(3, 2)|packet numbers must ascend|3, 2",
                "packets(0)|must count from 1|0",
                "packets(x)|numbers and ranges like 3, 7-9, 100-|x",
                "1 % at most 0 in a row|losses in a row must be within 1..1000000|0",
                "1 % at most many in a row|losses in a row must be a whole number|many",
                "1 % shared per flow|against another|shared per flow",
                "1 % after the link before the link|against another|after the link before",
                "1 % shared now|expected \"in bursts of 4\"|now",
                "fast(1 %)|unknown loss \"fast\" (known: a percentage, correlated|fast"
            })
    void names_what_was_expected_and_the_value(String text, String expected, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("loss=" + text))
                .withMessageStartingWith("loss=" + text + ": ")
                .withMessageContaining(expected)
                .withMessageContaining(value);
    }

    @Test
    void survives_hostile_texts() {
        List<String> valid = List.of(
                "loss=2 % in bursts of 4 at most 7 in a row after the link shared",
                "loss=gilbert-elliott(p=2 %, r=25 %, bad=70 %, good=0.1 %)",
                "loss=4-state(loss=3 %, burst=5, density=80 %, isolated=0.5 %, good-run=2)",
                "loss=outages(up=10 s, down=500 ms), loss=packets(3, 7-9, 100-)",
                "loss=packets(3, 7-9, 100-)");
        assertThat(HostileTexts.feed(Impairment::parse, valid, "loss", "rate")).isPositive();
    }
}
