package dev.weir.shaping.filter;

import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.destinationPorts;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.mac;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BpfFiltersTest {
    private static final FilterSet MIXED =
            FilterSet.of(Filter.ignore("one", mac("020000000001")), Filter.block("other", source("10.0.0.1")));

    @Test
    void captures_all_without_filters() {
        for (LinkType linkType : LinkType.values()) {
            assertThat(BpfFilters.watched(FilterSet.empty(), linkType).text()).isEmpty();
            assertThat(BpfFilters.bridged(FilterSet.empty(), linkType).text()).isEmpty();
            assertThat(BpfFilters.matching(any(), linkType)).isEqualTo(new DriverFilter("", true, 0));
        }
    }

    @Test
    void reads_bytes_at_fixed_places_behind_a_look_at_the_length() {
        DriverFilter filter = BpfFilters.matching(source("2001:db8::/32, 2001:db9::1"), LinkType.RAW_IP);
        assertThat(filter)
                .isEqualTo(new DriverFilter(
                        "len >= 40 and link[0] & 0xf0 = 0x60 and (link[8:4] = 0x20010db8"
                                + " or (link[8:4] = 0x20010db9 and link[12:4] = 0x0 and link[16:4] = 0x0"
                                + " and link[20:4] = 0x1)) or len = 0xffffffff",
                        true,
                        7));
    }

    @Test
    void looks_at_ignored_packets_only_where_they_must_be_forwarded() {
        assertThat(BpfFilters.watched(MIXED, LinkType.ETHERNET).text())
                .isEqualTo("not (len >= 14 and ((link[6:4] = 0x2000000 and link[10:2] = 1)"
                        + " or (link[0:4] = 0x2000000 and link[4:2] = 1))) or len = 0xffffffff");
        assertThat(BpfFilters.bridged(MIXED, LinkType.ETHERNET).text())
                .contains("link[26:4] = 0xa000001")
                .contains("link[10:2] = 1");
    }

    @Test
    void leaves_directions_and_other_link_types_to_the_engine() {
        FilterSet set = FilterSet.of(Filter.block("uploads", outgoing()), Filter.ignore("rest", incoming()));
        assertThat(BpfFilters.bridged(set, LinkType.ETHERNET)).isEqualTo(new DriverFilter("", false, 0));
        FilterSet known = FilterSet.of(Filter.block("known", source("10.0.0.1")));
        assertThat(BpfFilters.bridged(known, LinkType.LINUX_SLL)).isEqualTo(new DriverFilter("", false, 0));
    }

    @Test
    void is_exact_where_all_headers_are_at_fixed_places() {
        assertThat(BpfFilters.matching(protocol(70).and(source("80.68.3.4/255.243.3.4")), LinkType.RAW_IP)
                        .exact())
                .isTrue();
        assertThat(BpfFilters.matching(destinationPorts("443"), LinkType.RAW_IP).exact())
                .isFalse();
    }

    @Test
    void makes_large_sets_coarser() {
        String addresses = IntStream.range(0, 300)
                .mapToObj(i -> "10." + i / 10 + "." + i % 10 * 20 + ".0-10." + i / 10 + "." + i % 10 * 20 + ".5")
                .collect(Collectors.joining(", "));
        DriverFilter filter =
                BpfFilters.bridged(FilterSet.of(Filter.block("many", source(addresses))), LinkType.ETHERNET);
        assertThat(filter.tests()).isBetween(100, 250);
        assertThat(filter.exact()).isFalse();
    }
}
