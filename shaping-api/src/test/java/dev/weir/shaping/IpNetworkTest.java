package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.9.9.9/8, 10.0.0.1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.6/31, 192.0.2.7, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::, false",
        "::/0, ffff::, true",
        "::/0, 0.0.0.0, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff::, true",
        "2001:db8:0:1::/64, 2001:db8:0:2::, false",
        "2001:db8::8000:0:0:0/65, 2001:db8::ffff:0:0:0, true",
        "2001:db8::8000:0:0:0/65, 2001:db8::7fff:0:0:0, false"
    })
    void contains_what_shares_the_prefix(String network, String address, boolean contained) {
        assertThat(IpNetwork.parse(network).contains(IpAddress.parse(address))).isEqualTo(contained);
    }

    @Test
    void agrees_with_big_integer_arithmetic() {
        Random random = new Random(6);
        for (int i = 0; i < 50_000; i++) {
            boolean ipv4 = random.nextBoolean();
            IpAddress address = random(random, ipv4);
            IpNetwork network = new IpNetwork(address, random.nextInt(ipv4 ? 33 : 129));
            IpAddress other = flipped(address, random.nextInt(ipv4 ? 32 : 128));
            int shift = (ipv4 ? 32 : 128) - network.prefixLength();

            assertThat(network.contains(other))
                    .as("%s in %s", other, network)
                    .isEqualTo(number(other)
                            .shiftRight(shift)
                            .equals(number(address).shiftRight(shift)));
        }
    }

    private static IpAddress random(Random random, boolean ipv4) {
        return ipv4
                ? new IpAddress(4, 0, random.nextLong() >>> 32)
                : new IpAddress(6, random.nextLong(), random.nextLong());
    }

    private static IpAddress flipped(IpAddress address, int bit) {
        return bit < 64
                ? new IpAddress(address.version(), address.high(), address.low() ^ 1L << bit)
                : new IpAddress(address.version(), address.high() ^ 1L << (bit - 64), address.low());
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.bytes());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33, 32, 33", "::/129, 128, 129", "10.0.0.0/999, 32, 999"})
    void refuses_a_prefix_out_of_range(String text, int max, int prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse(text))
                .withMessage("prefix length must be within 0..%d: %d", max, prefix);
        assertThatIllegalArgumentException().isThrownBy(() -> new IpNetwork(IpAddress.of(1, 2, 3, 4), -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/x", "10.0.0.0/٣", "10.0.0.0/1000", "/"})
    void refuses_a_prefix_that_is_no_number(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse(text))
                .withMessage("prefix length must be a number: \"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/8", "10.0.0/8", "example.org/8"})
    void refuses_an_address_that_is_none(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse(text))
                .withMessageStartingWith("not an ip address: ");
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            boolean ipv4 = random.nextBoolean();
            IpNetwork network = new IpNetwork(random(random, ipv4), random.nextInt(ipv4 ? 33 : 129));
            assertThat(IpNetwork.parse(network.toString())).isEqualTo(network);
        }
    }

    @Test
    void prints_a_single_address_without_prefix() {
        assertThat(IpNetwork.parse("192.0.2.7/32")).hasToString("192.0.2.7");
        assertThat(IpNetwork.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        List<String> valid = List.of("192.0.2.7", "10.0.0.0/8", "2001:db8::/32");
        assertThat(HostileTexts.feed(IpNetwork::parse, valid, "ip address", "prefix length"))
                .isPositive();
    }
}
