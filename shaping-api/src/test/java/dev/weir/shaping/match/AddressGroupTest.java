package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGroupTest {
    @Test
    void has_addresses_of_either_kind_and_names() {
        AddressGroup group = AddressGroup.of(
                "students", "10.0.0.5-10.0.0.99", "48-E7-DA-0D-C4-C9", "@guests, Example.ORG", "localhost");
        assertThat(group.members().contains(IpAddress.parse("10.0.0.5"), null)).isTrue();
        assertThat(group.members().contains(null, MacAddress.parse("48:E7:DA:0D:C4:C9")))
                .isTrue();
        assertThat(group.members().contains(IpAddress.parse("10.0.0.4"), new MacAddress(7)))
                .isFalse();
        assertThat(group.names())
                .containsExactly(AddressName.group("guests"), AddressName.host("example.org"), AddressName.LOCAL_HOST);
        assertThat(group)
                .hasToString("@students: 10.0.0.5-10.0.0.99, 48:e7:da:0d:c4:c9, @guests, example.org, Local host")
                .isEqualTo(AddressGroup.of("students", group.list()))
                .hasSameHashCodeAs(AddressGroup.of("students", group.list()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a:b", "a*b", "what?", "10.0.0.1", "any"})
    void is_named_by_whatever_name_it_has(String name) {
        AddressGroup group = AddressGroup.of("all", "@" + name);
        assertThat(group.names()).containsExactly(AddressName.group(name));
        assertThat(AddressGroup.of("all", group.list())).isEqualTo(group);
        assertThat(Matches.local("@" + name)).isEqualTo(new NamedAddress(End.LOCAL, AddressName.group(name)));
    }

    @Test
    void may_be_empty() {
        AddressGroup empty = AddressGroup.of("nobody");
        assertThat(empty.members().isEmpty()).isTrue();
        assertThat(empty).isEqualTo(AddressGroup.of("nobody", empty.list()));
        assertThat(EndpointSet.parse(" ")).isEqualTo(EndpointSet.EMPTY);
    }

    @Test
    void refuses_what_it_cannot_hold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressGroup.of("a", "*.example.org"))
                .withMessage("address group must not have wildcards or any: \"*.example.org\"");
        assertThatIllegalArgumentException().isThrownBy(() -> AddressGroup.of("a", "Any"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressGroup.of("a", "@a"))
                .withMessage("address group must not be a member of itself: \"a\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressGroup.of("", "::1"))
                .withMessage("not a group name: \"\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointSet.parse("::1, example.org"))
                .withMessage("list of addresses must not have names: \"::1, example.org\"");
    }

    @ParameterizedTest
    @CsvSource({"example.org, true", "a-b.c_d.e2, true", "EXAMPLE.org., true", "10.0.0.x, true", "3com.com, true"})
    void knows_host_names(String name, boolean host) {
        assertThat(AddressName.host(name).kind() == AddressName.Kind.HOST).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"''", "a..b", "-a.org", "a b", "10.0.0.300", "café.fr", "org.7"})
    void knows_what_is_no_host_name(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressName.host(name))
                .withMessage("not a host name: \"" + name + "\"");
    }

    @Test
    void bounds_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressName.group("g".repeat(101)))
                .withMessage("group name must have at most 100 characters: 101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressName(AddressName.Kind.LOCAL_HOST, "x"))
                .withMessage("local host must have no name: \"x\"");
    }

    @Test
    void joins_sets() {
        EndpointSet a = EndpointSet.parse("10.0.0.1, 10.0.0.0/255.0.0.255");
        EndpointSet b = EndpointSet.parse("10.0.0.2, 02:00:00:00:00:01");
        EndpointSet joined = EndpointSet.union(Set.of(a, b));
        assertThat(joined).hasToString("10.0.0.1-10.0.0.2, 10.0.0.0/255.0.0.255, 02:00:00:00:00:01");
        assertThat(EndpointSet.parse(joined.toString())).isEqualTo(joined);
    }

    @Test
    void survives_hostile_texts() {
        List<String> valid =
                List.of("10.0.0.1, @guests", "example.org, 48-E7-DA-0D-C4-C9", "::1/0:ffff::1, Local host");
        assertThat(HostileTexts.feed(
                        text -> AddressGroup.of("a", text).list(), valid, "address", "name", "prefix length"))
                .isPositive();
    }
}
