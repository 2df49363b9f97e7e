package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @Test
    void builds_an_ipv4_address_from_octets() {
        IpAddress address = IpAddress.of(192, 0, 2, 255);

        assertThat(address.version()).isEqualTo(4);
        assertThat(address.low()).isEqualTo(0xC00002FFL);
        assertThat(address).hasToString("192.0.2.255").isEqualTo(IpAddress.parse("192.0.2.255"));
        assertThat(address.bytes()).containsExactly(192, 0, 2, 255);
    }

    @Test
    void refuses_octets_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.of(192, 0, 256, 1))
                .withMessage("octets must be within 0..255: 192.0.256.1");
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(-1, 0, 0, 1));
    }

    @Test
    void refuses_bits_that_do_not_fit_the_version() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IpAddress(5, 0, 0))
                .withMessage("ip version must be 4 or 6: 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IpAddress(4, 0, 1L << 32))
                .withMessage("ipv4 address must have 32 bits: high=0 low=4294967296");
        assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(4, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(4, 0, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 15, 17})
    void refuses_bytes_of_another_length(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.of(new byte[length]))
                .withMessage("ip address must have 4 or 16 bytes: " + length);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:0:7, 2001:db8::7",
        "2001:DB8::0007, 2001:db8::7",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:1:0:0:0:1:0, 0:0:1::1:0",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "fe80::1:0, fe80::1:0",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::ffff:c000:201, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void prints_ipv6_canonically(String text, String canonical) {
        IpAddress address = IpAddress.parse(text);

        assertThat(address.version()).isEqualTo(6);
        assertThat(address).hasToString(canonical).isEqualTo(IpAddress.parse(canonical));
    }

    @Test
    void keeps_a_mapped_address_apart_from_its_ipv4_address() {
        assertThat(IpAddress.parse("::ffff:192.0.2.1")).isNotEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(IpAddress.parse("::ffff:192.0.2.1").low()).isEqualTo(0xFFFF_C000_0201L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4 ",
                "0x1.2.3.4",
                "١.2.3.4",
                "1.2.3.99999999999",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "::1.2.3.256",
                "::00001",
                "::ffff:01.2.3.4",
                "1:2:3:4:5:6:7:1.2.3.4",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "::1.2.3.4:5",
                "1:2:3:4::5:6:7:8",
                "1.2.3.4::"
            })
    void refuses_what_is_no_address(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessage("not an ip address: \"%s\"", text);
    }

    @Test
    void reads_back_what_it_prints_and_its_bytes() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            readsBack(new IpAddress(4, 0, random.nextLong() >>> 32));
            readsBack(new IpAddress(6, sparse(random), sparse(random)));
        }
    }

    private static long sparse(Random random) {
        long value = random.nextLong();
        for (int shift = 0; shift < 64; shift += 16) {
            value &= random.nextBoolean() ? -1L : ~(0xFFFFL << shift);
        }
        return value;
    }

    private static void readsBack(IpAddress address) {
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        assertThat(IpAddress.of(address.bytes())).isEqualTo(address);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        List<String> valid = List.of("192.0.2.7", "2001:db8::7", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8");
        assertThat(HostileTexts.feed(IpAddress::parse, valid, "ip address")).isPositive();
    }
}
