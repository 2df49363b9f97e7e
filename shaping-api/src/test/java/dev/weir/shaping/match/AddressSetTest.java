package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import dev.weir.shaping.IpAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressSetTest {
    private record Interval(int version, BigInteger from, BigInteger to) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10.0.0.0 - 10.255.255.255; 10.0.0.0; true",
                "10.0.0.0 - 10.255.255.255; 10.255.255.255; true",
                "10.0.0.0 - 10.255.255.255; 9.255.255.255; false",
                "10.0.0.0 - 10.255.255.255; 11.0.0.0; false",
                "10.0.0.0 - 10.255.255.255; ::ffff:10.0.0.1; false",
                "10.0.0.1/255.0.255.0; 10.9.0.200; true",
                "10.0.0.1/255.0.255.0; 10.9.1.1; false",
                "80.68.3.4/255.255.0.0; 80.68.255.255; true",
                "80.68.3.4/255.255.0.0; 80.69.0.0; false",
                "2001:db8::1/ffff:ffff::; 2001:db8:ffff::; true",
                "::1/0:ffff::1; 5:0:7::1; true",
                "::1/0:ffff::1; 5:0:7::2; false",
                "10.0.0.1/255.0.255.0; ::a00:1; false",
                "1.2.3.4, 2001:db8::/32; 2001:db8::7; true",
                "1.2.3.4, 2001:db8::/32; 1.2.3.5; false",
                "::/0; 255.255.255.255; false"
            })
    void contains_what_its_items_name(String text, String address, boolean contained) {
        assertThat(AddressSet.parse(text).contains(IpAddress.parse(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10.0.0.1; 10.0.0.1",
                "10.0.0.128/25 , 10.0.0.0/25; 10.0.0.0/24",
                "10.0.0.1-10.0.0.2, 10.0.0.2-10.0.0.9; 10.0.0.1-10.0.0.9",
                "2001:db8::/32, 0.0.0.0/0; 0.0.0.0/0, 2001:db8::/32",
                "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff; ::/0",
                "::-::ffff:ffff:ffff:ffff, 0:0:0:1::; ::-0:0:0:1::",
                "10.0.7.1/255.0.255.0; 10.0.7.0/255.0.255.0",
                "1.2.3.4/0.0.0.0; 0.0.0.0/0"
            })
    void prints_merged_ranges_in_order(String text, String canonical) {
        assertThat(AddressSet.parse(text)).hasToString(canonical);
        assertThat(AddressSet.parse(text)).isEqualTo(AddressSet.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.2.3.4, 300.1.1.1; not an ip address: \"300.1.1.1\" at 8",
                "10.0.0.9-10.0.0.1; address range must not run backward: \"10.0.0.9-10.0.0.1\" at 0",
                "10.0.0.9-::1; address range must be of one family: \"10.0.0.9-::1\" at 0",
                "10.0.0.9/ff::; address and mask must be of one family: \"10.0.0.9/ff::\" at 0",
                "10.0.0.0/33; prefix length must be within 0..32: 33 at 0"
            })
    void refuses_what_is_no_address(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressSet.parse(text))
                .withMessage(message);
    }

    @Test
    void agrees_with_a_walk_over_big_integers() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            List<Interval> model = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(8); j >= 0; j--) {
                IpAddress a = near(random);
                IpAddress b = new IpAddress(a.version(), a.high(), a.low() + random.nextInt(6));
                model.add(new Interval(a.version(), number(a), number(b)));
                text.append(text.isEmpty() ? "" : ", ").append(a).append('-').append(b);
            }
            AddressSet set = AddressSet.parse(text.toString());
            assertThat(AddressSet.parse(set.toString())).isEqualTo(set);
            for (int j = 0; j < 50; j++) {
                IpAddress address = near(random);
                assertThat(set.contains(address)).as("%s in %s", address, text).isEqualTo(contains(model, address));
            }
        }
    }

    private static IpAddress near(Random random) {
        return random.nextBoolean()
                ? new IpAddress(4, 0, 0x7FFF_FFE0L + random.nextInt(64))
                : new IpAddress(6, 0x8000_0000_0000_0000L, Long.MAX_VALUE - 32 + random.nextInt(64));
    }

    private static boolean contains(List<Interval> model, IpAddress address) {
        BigInteger number = number(address);
        return model.stream()
                .anyMatch(interval -> interval.version() == address.version()
                        && interval.from().compareTo(number) <= 0
                        && interval.to().compareTo(number) >= 0);
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.bytes());
    }

    @Test
    void survives_hostile_texts() {
        List<String> valid = List.of("192.0.2.7, ::1", "10.0.0.0/8", "10.0.0.1-10.0.0.7", "10.0.0.1/255.0.255.0");
        assertThat(HostileTexts.feed(AddressSet::parse, valid, "address", "prefix length"))
                .isPositive();
    }
}
