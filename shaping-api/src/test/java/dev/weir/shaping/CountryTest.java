package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountryTest {
    @Test
    void has_every_iso_code_and_no_other() {
        assertThat(Arrays.stream(Country.values())
                        .filter(country -> country != Country.UNKNOWN)
                        .map(Country::name))
                .containsExactlyInAnyOrder(Locale.getISOCountries());
    }

    @Test
    void reads_every_code_in_any_case() {
        for (String code : Locale.getISOCountries()) {
            assertThat(Country.parse(code)).hasToString(code);
            assertThat(Country.parse(" " + code.toLowerCase(Locale.ROOT) + "\t"))
                    .hasToString(code);
        }
    }

    @Test
    void reads_the_common_aliases() {
        assertThat(Country.parse("UK")).isSameAs(Country.GB);
        assertThat(Country.parse("uk")).isSameAs(Country.GB);
        assertThat(Country.parse("EL")).isSameAs(Country.GR);
        assertThat(Country.parse("el")).isSameAs(Country.GR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "U", "USA", "XX", "ZZ", "UNKNOWN", "U S", "12", "ß", "ﬁ", "ıt", "ＵＳ"})
    void refuses_what_is_no_code(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Country.parse(code))
                .withMessage("not a two-letter country code: \"%s\"", code);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(Country::parse, List.of("US", "gb", "UK", "EL"), "country code"))
                .isPositive();
    }
}
