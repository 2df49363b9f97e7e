package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.match.AddressGroup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupOrderTest {
    private static List<String> names(AddressGroup... groups) {
        return GroupOrder.membersFirst(List.of(groups)).stream()
                .map(AddressGroup::name)
                .toList();
    }

    @Test
    void members_come_first() {
        assertThat(names(
                        AddressGroup.of("top", "@left", "@right", "example.org"),
                        AddressGroup.of("left", "@bottom", "10.0.0.1"),
                        AddressGroup.of("other", "10.0.0.2"),
                        AddressGroup.of("right", "@bottom", "@nowhere"),
                        AddressGroup.of("bottom")))
                .hasSize(5)
                .containsSubsequence("bottom", "left", "top")
                .containsSubsequence("bottom", "right", "top");
    }

    @Test
    void what_has_no_members_stays_in_order() {
        assertThat(names(AddressGroup.of("b"), AddressGroup.of("a"), AddressGroup.of("c")))
                .containsExactly("b", "a", "c");
    }

    @Test
    void circles_come_to_an_end() {
        assertThat(names(AddressGroup.of("a", "@b"), AddressGroup.of("b", "@a"), AddressGroup.of("c", "@a")))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void long_chains_are_ordered() {
        List<AddressGroup> chain = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            chain.add(AddressGroup.of("g" + i, "@g" + (i + 1)));
        }
        assertThat(GroupOrder.membersFirst(chain).get(0).name()).isEqualTo("g19999");
    }
}
