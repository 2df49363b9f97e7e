package dev.weir.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTypesTest {
    @ParameterizedTest
    @CsvSource({
        "0, NULL_LOOPBACK",
        "1, ETHERNET",
        "12, RAW_IP",
        "14, RAW_IP",
        "101, RAW_IP",
        "228, RAW_IP",
        "229, RAW_IP",
        "108, LOOP",
        "113, LINUX_SLL",
        "276, LINUX_SLL2",
        "105, UNKNOWN",
        "65535, UNKNOWN"
    })
    void maps_the_numbers_of_the_registry(int code, LinkType expected) {
        assertThat(LinkTypes.of(code)).isEqualTo(expected);
    }
}
