package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import dev.weir.shaping.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacSetTest {
    @Test
    void reads_addresses_in_all_forms_and_ranges() {
        MacSet set = MacSet.parse("48-E7-DA-0D-C4-C9, 123456789ABC, 0200.0000.0000 - 02:00:00:00:00:ff");
        assertThat(set)
                .hasToString("02:00:00:00:00:00-02:00:00:00:00:ff, 12:34:56:78:9a:bc, 48:e7:da:0d:c4:c9")
                .isEqualTo(MacSet.parse(set.toString()))
                .hasSameHashCodeAs(MacSet.parse(set.toString()));
        assertThat(set.contains(new MacAddress(0x0200_0000_00FFL))).isTrue();
        assertThat(set.contains(new MacAddress(0x0200_0000_0100L))).isFalse();
        assertThat(set.numbers().ranges()).isEqualTo(3);
        assertThat(MacSet.EMPTY.isEmpty()).isTrue();
        assertThat(set.isEmpty()).isFalse();
    }

    @Test
    void refuses_what_is_no_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacSet.parse("12:34"))
                .withMessage("mac addresses must have 12 hexadecimal digits: \"12:34\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacSet.parse("00-00-00-00-00-02-00-00-00-00-00-01"))
                .withMessage("mac address range must not run backward: \"00-00-00-00-00-02-00-00-00-00-00-01\"");
        assertThat(HostileTexts.feed(
                        MacSet::parse, List.of("48-E7-DA-0D-C4-C9", "0200.0000.0000-0200.0000.00ff"), "mac address"))
                .isPositive();
    }
}
