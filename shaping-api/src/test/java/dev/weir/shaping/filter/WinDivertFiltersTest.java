package dev.weir.shaping.filter;

import static dev.weir.shaping.match.Matches.adapter;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.destination;
import static dev.weir.shaping.match.Matches.etherType;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.mac;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.sourcePorts;
import static dev.weir.shaping.match.Matches.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.match.Match;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WinDivertFiltersTest {
    private static DriverFilter exactly(Match match) {
        DriverFilter filter = WinDivertFilters.matching(match);
        assertThat(filter.exact()).as(filter.text()).isTrue();
        return filter;
    }

    private static DriverFilter about(Match match) {
        DriverFilter filter = WinDivertFilters.matching(match);
        assertThat(filter.exact()).as(filter.text()).isFalse();
        return filter;
    }

    @Test
    void says_what_conditions_mean() {
        assertThat(exactly(any())).hasToString("true");
        assertThat(exactly(outgoing())).hasToString("outbound");
        assertThat(exactly(outgoing().not())).hasToString("not outbound");
        assertThat(exactly(adapter(12).and(incoming()))).hasToString("ifIdx == 12 and inbound");
        assertThat(exactly(adapter(-12))).hasToString("false");
        assertThat(exactly(source("10.0.0.0/8, 192.0.2.7")))
                .hasToString(
                        "ip and ((ip.SrcAddr >= 10.0.0.0 and ip.SrcAddr <= 10.255.255.255) or ip.SrcAddr == 192.0.2.7)");
        assertThat(exactly(destination("2001:db8::/32").not()))
                .hasToString("ip or (ipv6 and (ipv6.DstAddr >= 2001:db8:0:0:0:0:0:0"
                        + " and ipv6.DstAddr <= 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff ? false : true))");
        assertThat(exactly(remote("192.0.2.7")))
                .hasToString(
                        "ip and ((outbound and ip.DstAddr == 192.0.2.7) or (inbound and ip.SrcAddr == 192.0.2.7))");
        assertThat(exactly(protocol(70).and(source("10.0.0.1"))))
                .hasToString("ip and ip.Protocol == 70 and ip.SrcAddr == 10.0.0.1");
        assertThat(exactly(mac("020000000001"))).hasToString("false");
        assertThat(exactly(etherType("IPV6"))).hasToString("ipv6");
    }

    @Test
    void widens_what_the_language_cannot_say() {
        assertThat(about(time(0, 60))).hasToString("true");
        assertThat(about(time(0, 60).not())).hasToString("true");
        assertThat(about(source("80.68.3.4/255.243.3.4")))
                .hasToString("ip and ip.SrcAddr >= 80.64.0.0 and ip.SrcAddr <= 80.79.255.255");
        assertThat(about(sourcePorts("30-3433").and(source("10.0.0.1"))))
                .hasToString("ip and ((tcp.SrcPort >= 30 and tcp.SrcPort <= 3433)"
                        + " or (udp.SrcPort >= 30 and udp.SrcPort <= 3433) or (ip.Protocol == 6 and not tcp)"
                        + " or (ip.Protocol == 17 and not udp) or ip.Protocol == 33 or ip.Protocol == 132"
                        + " or ip.Protocol == 136) and ip.SrcAddr == 10.0.0.1");
    }

    @Test
    void diverts_all_without_filters() {
        assertThat(WinDivertFilters.diverted(FilterSet.empty())).isEqualTo(new DriverFilter("true", true, 0));
        assertThat(WinDivertFilters.dropped(FilterSet.empty())).isEqualTo(new DriverFilter("false", true, 0));
    }

    @Test
    void lets_ignored_packets_pass_and_drops_blocked_ones() {
        FilterSet set = FilterSet.of(
                Filter.pipe("voice", source("10.1.0.0/16")),
                Filter.ignore("lan", source("10.0.0.0/8")),
                Filter.block("rest", outgoing()));
        assertThat(WinDivertFilters.diverted(set))
                .isEqualTo(new DriverFilter(
                        "(ip and (ip.SrcAddr >= 10.1.0.0 and ip.SrcAddr <= 10.1.255.255 ? false : true)"
                                + " and ip.SrcAddr >= 10.0.0.0 and ip.SrcAddr <= 10.255.255.255 ? false : true)",
                        true,
                        5));
        assertThat(WinDivertFilters.dropped(set).text())
                .isEqualTo("(ip and (ip.SrcAddr >= 10.1.0.0 and ip.SrcAddr <= 10.1.255.255 ? false : true)"
                        + " and (ip.SrcAddr >= 10.0.0.0 and ip.SrcAddr <= 10.255.255.255 ? false : true)"
                        + " and outbound) or (ipv6 and outbound)");
        assertThat(WinDivertFilters.dropped(outgoing(), FilterSet.of(Filter.block("host", source("10.0.0.1"))))
                        .text())
                .isEqualTo("ip and outbound and ip.SrcAddr == 10.0.0.1");
    }

    @Test
    void lets_nothing_pass_that_an_earlier_filter_may_keep() {
        FilterSet set = FilterSet.of(
                Filter.pipe("night", time(0, 60)),
                Filter.ignore("masked", source("10.0.0.1/255.0.0.255")),
                Filter.ignore("all", any()));
        assertThat(WinDivertFilters.diverted(set)).isEqualTo(new DriverFilter("true", false, 0));
    }

    @Test
    void makes_large_sets_coarser() {
        String addresses = IntStream.range(0, 300)
                .mapToObj(i -> "10." + i / 10 + "." + i % 10 * 20 + ".0/24")
                .collect(Collectors.joining(", "));
        FilterSet set = FilterSet.of(
                Filter.pipe("first", source(addresses)),
                Filter.ignore("second", source(addresses).and(destination(addresses))));
        DriverFilter diverted = WinDivertFilters.diverted(set);
        assertThat(diverted.tests()).isBetween(100, 256);
        assertThat(diverted.exact()).isFalse();
        assertThat(WinDivertFilters.matching(source(addresses)).tests()).isBetween(100, 256);
    }

    @Test
    void leaves_the_last_filters_out_where_there_are_too_many() {
        FilterSet set = FilterSet.empty();
        for (int i = 0; i < 1_000; i++) {
            Match one = source("10.0.0." + i % 256).and(destination("10.0." + i / 256 + ".1"));
            set = set.with(i % 2 == 0 ? Filter.ignore("ignore " + i, one) : Filter.pipe("pipe " + i, one));
        }
        DriverFilter diverted = WinDivertFilters.diverted(set);
        assertThat(diverted.tests()).isBetween(64, 256);
        assertThat(diverted.exact()).isFalse();
        assertThat(diverted.text()).contains("10.0.0.0").doesNotContain("10.0.3.1");
    }

    @Test
    void names_filters_that_ask_for_a_link_layer() {
        Filter known = Filter.block("known", etherType("IPV4").and(remotePorts("80")));
        Filter neighbour =
                Filter.block("neighbour", outgoing().and(mac("020000000001").not()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WinDivertFilters.requireSupported(FilterSet.of(known, neighbour)))
                .withMessage("filter \"neighbour\" must not ask for a link layer, which windivert does not have:"
                        + " sourceMac(02:00:00:00:00:01)");
        assertThatCode(() -> WinDivertFilters.requireSupported(FilterSet.of(known, neighbour.enabled(false))))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> WinDivertFilters.requireSupported(FilterSet.of(Filter.ignore("arp", protocol("ARP")))))
                .withMessageContaining("\"arp\"");
    }
}
