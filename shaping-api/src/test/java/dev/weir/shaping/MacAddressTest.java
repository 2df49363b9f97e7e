package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
    private static final MacAddress ADDRESS = new MacAddress(0x48E7DA0DC4C9L);

    @ParameterizedTest
    @ValueSource(strings = {"48-E7-DA-0D-C4-C9", "48:e7:da:0d:c4:c9", "48e7.da0d.c4c9", "48E7DA0DC4C9"})
    void reads_every_usual_form(String text) {
        assertThat(MacAddress.parse(text)).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "48-E7-DA-0D-C4",
                "48-E7-DA-0D-C4-C9-00",
                "48 E7 DA 0D C4 C9",
                "4G-E7-DA-0D-C4-C9",
                "٣8E7DA0DC4C9"
            })
    void refuses_other_texts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.parse(text))
                .withMessage("mac address must have 12 hexadecimal digits: \"%s\"", text);
    }

    @Test
    void refuses_more_than_48_bits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MacAddress(1L << 48))
                .withMessage("mac address must have 48 bits: 0x1000000000000");
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(-1));
        assertThat(new MacAddress((1L << 48) - 1)).hasToString("ff:ff:ff:ff:ff:ff");
    }

    @Test
    void prints_lower_case_with_colons() {
        assertThat(ADDRESS).hasToString("48:e7:da:0d:c4:c9");
        assertThat(new MacAddress(0)).hasToString("00:00:00:00:00:00");
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            MacAddress address = new MacAddress(random.nextLong() >>> 16);
            assertThat(MacAddress.parse(address.toString())).isEqualTo(address);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        List<String> valid = List.of("48-E7-DA-0D-C4-C9", "48e7.da0d.c4c9", "48E7DA0DC4C9");
        assertThat(HostileTexts.feed(MacAddress::parse, valid, "mac address")).isPositive();
    }
}
