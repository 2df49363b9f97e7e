package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpProtocolsTest {
    @ParameterizedTest
    @CsvSource({"IP, 0", "HOPOPTS, 0", "ICMP, 1", "TCP, 6", "UDP, 17", "ENCAP, 98", "PIM, 103", "RAW, 255"})
    void has_every_listed_name(String name, int number) {
        assertThat(IpProtocols.valueOf(name)).isEqualTo(number);
        assertThat(NamedConstants.of(IpProtocols.class)).containsEntry(name, number);
    }

    @ParameterizedTest
    @CsvSource({
        "IGMP, 2",
        "IPIP, 4",
        "EGP, 8",
        "PUP, 12",
        "IDP, 22",
        "TP, 29",
        "IPV6, 41",
        "ROUTING, 43",
        "FRAGMENT, 44",
        "RSVP, 46",
        "GRE, 47",
        "ESP, 50",
        "AH, 51",
        "NARP, 54",
        "ICMPV6, 58",
        "NONE, 59",
        "DSTOPTS, 60",
        "VISA, 70",
        "OSPF, 89",
        "MTP, 92",
        "COMP, 108",
        "SCTP, 132",
        "MOBILITY, 135",
        "HOSTIDENTITY, 139",
        "SHIM6, 140",
        "RESERVEDTYPE253, 253",
        "RESERVEDTYPE254, 254",
        "MASK, 255"
    })
    void has_the_additional_names(String name, int number) {
        assertThat(IpProtocols.valueOf(name)).isEqualTo(number);
    }

    @Test
    void reads_back_the_name_of_every_number() {
        for (int number = 0; number <= 255; number++) {
            assertThat(IpProtocols.valueOf(IpProtocols.nameOf(number))).isEqualTo(number);
        }
    }

    @Test
    void names_the_whole_registry_with_distinct_names() {
        for (int number = 0; number <= 255; number++) {
            boolean assigned = number <= 145 || number >= 253;
            assertThat(IpProtocols.nameOf(number).equals(Integer.toString(number)))
                    .as("number %d", number)
                    .isEqualTo(!assigned);
        }
    }

    @Test
    void names_every_constant() {
        assertThat(NamedConstants.of(IpProtocols.class)).hasSize(150).allSatisfy((name, number) -> {
            assertThat(IpProtocols.valueOf(name)).isEqualTo(number);
            assertThat(IpProtocols.nameOf(number)).isEqualTo(number == 0 ? "HOPOPTS" : name);
        });
    }

    @ParameterizedTest
    @CsvSource({"tcp, 6", "Mpls-in-IP, 137", "0x06, 6", "6, 6", "006, 6", "00, 0", "200, 200"})
    void reads_any_case_any_separator_and_numbers(String name, int number) {
        assertThat(IpProtocols.valueOf(name)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "QUIC", "256", "0x100", "-6", "9999999", "٦", "ıcmp", "日TCP"})
    void refuses_an_unknown_name(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpProtocols.valueOf(name))
                .withMessage("ip protocol is unknown: \"%s\"", name);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refuses_a_number_out_of_range(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpProtocols.nameOf(number))
                .withMessage("ip protocol must be within 0..255: " + number);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(IpProtocols::valueOf, List.of("TCP", "0x06", "17"), "ip protocol"))
                .isPositive();
    }
}
