package dev.weir.shaping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.core.engine.AddressPlan;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.EndpointSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final EndpointSet MEMBERS = EndpointSet.of(AddressSet.parse("192.0.2.7"));

    private final WallClock clock = new WallClock(Instant.EPOCH, ZoneOffset.UTC);
    private final AddressBook book = new AddressBook();

    @Test
    void what_is_told_of_a_host_that_finds_no_place_is_ignored_and_groups_have_places_of_their_own() {
        AddressName before = AddressName.host("host0.example");
        AddressName late = AddressName.host("late.example");
        for (int i = 0; i < AddressBook.MOST; i++) {
            book.set(AddressName.host("host" + i + ".example"), MEMBERS);
        }
        book.set(late, MEMBERS);
        assertThat(book.get(before, clock)).isEqualTo(MEMBERS);
        assertThatIllegalStateException()
                .isThrownBy(() -> book.get(late, clock))
                .withMessage("names of addresses must be at most 4096: " + late);
        book.set(AddressGroup.of("servers", "192.0.2.7"));
        assertThat(book.get(AddressName.group("servers"), clock)).isEqualTo(MEMBERS);
    }

    @Test
    void a_recipe_has_at_most_4096_groups() {
        Map<String, AddressGroup> groups = new HashMap<>();
        for (int i = 0; i < 4_096; i++) {
            groups.put("group" + i, AddressGroup.of("group" + i, "192.0.2.7"));
        }
        AddressPlan plan = new AddressPlan(groups, AddressSet.EMPTY);
        assertThat(plan.with(AddressGroup.of("group0", "192.0.2.8"))).isNotEqualTo(plan);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.with(AddressGroup.of("more", "192.0.2.8")))
                .withMessage("address groups must be at most 4096: \"more\"");
    }
}
