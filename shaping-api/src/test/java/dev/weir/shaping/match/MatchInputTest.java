package dev.weir.shaping.match;

import static dev.weir.shaping.match.Matches.adapterName;
import static dev.weir.shaping.match.Matches.adapterType;
import static dev.weir.shaping.match.Matches.application;
import static dev.weir.shaping.match.Matches.commandLine;
import static dev.weir.shaping.match.Matches.countries;
import static dev.weir.shaping.match.Matches.daysOfMonth;
import static dev.weir.shaping.match.Matches.dscp;
import static dev.weir.shaping.match.Matches.ecn;
import static dev.weir.shaping.match.Matches.etherType;
import static dev.weir.shaping.match.Matches.filter;
import static dev.weir.shaping.match.Matches.host;
import static dev.weir.shaping.match.Matches.ipHeader;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.mac;
import static dev.weir.shaping.match.Matches.months;
import static dev.weir.shaping.match.Matches.pids;
import static dev.weir.shaping.match.Matches.process;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.ssid;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.ttl;
import static dev.weir.shaping.match.Matches.url;
import static dev.weir.shaping.match.Matches.user;
import static dev.weir.shaping.match.TrafficCondition.moreThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Country;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What conditions accept, and how they tell themselves. */
class MatchInputTest {
    private static Arguments refused(Supplier<Match> match, String message) {
        return Arguments.of(match, message);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(() -> process(""), "process name must not be blank: \"\""),
                refused(() -> commandLine("a, "), "command line must not be blank: \"a, \""),
                refused(() -> pids("-1"), "process ids must be numbers and ranges like 8000-8100: \"-1\" at 0"),
                refused(() -> pids("2147483648"), "process id must be within 0..2147483647: 2147483648 at 0"),
                refused(() -> new PidIn(NumberSet.range(-1, 7)), "process id must be within 0..2147483647: -1"),
                refused(
                        () -> new FilterIn(NumberSet.range(0, 1)),
                        "filter id must be within 1..9223372036854775807: 0"),
                refused(() -> new DaysOfMonth(NumberSet.range(1, 32)), "day of month must be within 1..31: 32"),
                refused(
                        () -> new HeaderFieldIn(HeaderField.DSCP, NumberSet.range(-1, 0)),
                        "DSCP value must be within 0..63: -1"),
                refused(() -> filter("x"), "filter ids must be numbers and ranges like 8000-8100: \"x\" at 0"),
                refused(() -> filter("0"), "filter id must be within 1..9223372036854775807: 0 at 0"),
                refused(() -> user(" "), "user name must not be blank: \"\""),
                refused(() -> adapterName(""), "adapter name must not be blank: \"\""),
                refused(() -> adapterType(), "at least 1 adapter type must be given: 0"),
                refused(() -> ssid(""), "ssid must have 1..32 bytes: 0"),
                refused(() -> ssid("\u00e9".repeat(17)), "ssid must have 1..32 bytes: 34"),
                refused(() -> countries("USA"), "not a two-letter country code: \"USA\""),
                refused(() -> countries(Country.UNKNOWN), "countries must be known: [UNKNOWN]"),
                refused(() -> countries(new Country[0]), "at least 1 country must be given: 0"),
                refused(() -> mac("12"), "mac addresses must have 12 hexadecimal digits: \"12\""),
                refused(() -> etherType(70_000), "ethertype must be within 0..65535: 70000"),
                refused(() -> etherType("nonsense"), "ethertype is unknown: \"nonsense\""),
                refused(() -> dscp("64"), "DSCP value must be within 0..63: 64 at 0"),
                refused(() -> ecn("4"), "ECN value must be within 0..3: 4 at 0"),
                refused(() -> ttl("256"), "TTL value must be within 0..255: 256 at 0"),
                refused(
                        () -> ipHeader(HeaderField.FLOW_LABEL, Comparison.EQUAL, 1 << 20),
                        "FLOW_LABEL value must be within 0..1048575: 1048576"),
                refused(() -> ipHeader(HeaderField.TTL, Comparison.LESS, 0), "TTL is never less than 0: 0"),
                refused(() -> ipHeader(HeaderField.TTL, Comparison.GREATER, 255), "TTL is never greater than 255: 255"),
                refused(() -> ipHeader(256, 1, 1, 1), "offset must be within 0..255: 256"),
                refused(() -> ipHeader(0, 3, 1, 1), "width must be 1, 2 or 4 bytes: 3"),
                refused(() -> ipHeader(0, 1, 0x100, 0), "mask must be within 0..255: 256"),
                refused(() -> ipHeader(0, 1, 0xF0, 0x0F), "value must be within the bits of mask 240: 15"),
                refused(() -> application(""), "application protocol must not be blank: \"\""),
                refused(() -> host(""), "host name must not be blank: \"\""),
                refused(() -> url("http://"), "url must have a host: \"http://\""),
                refused(() -> url(" /news"), "url must have a host: \" /news\""),
                refused(() -> time(0, 1441), "minute of day must be within 0..1440: 1441"),
                refused(() -> time(-1, 7), "minute of day must be within 0..1440: -1"),
                refused(() -> time(360, 360), "time must not end where it starts: 06:00"),
                refused(() -> time(1440, 0), "time must not end where it starts: 24:00"),
                refused(() -> daysOfMonth(), "at least 1 day of month must be given: 0"),
                refused(() -> daysOfMonth(32), "day of month must be within 1..31: 32"),
                refused(() -> months(), "at least 1 month must be given: 0"),
                refused(() -> remote("10.0.0.300"), "not an ip address: \"10.0.0.300\" at 0"),
                refused(() -> remote("::1, not a host"), "not a host name: \"not a host\" at 4"),
                refused(() -> remote("@"), "not a group name: \"\" at 0"),
                refused(
                        () -> local("*.example.org"),
                        "host name with wildcards must be that of the remote end: \"*.example.org\""),
                refused(
                        () -> moreThan(DataSize.ofBytes(1)).inLast(1, ChronoUnit.YEARS),
                        "traffic window must have a unit of seconds, minutes, hours, days, weeks, months: Years"),
                refused(
                        () -> moreThan(DataSize.ofBytes(1)).inLast(0, ChronoUnit.DAYS),
                        "traffic window must be within 1..400 days: 0"),
                refused(
                        () -> moreThan(DataSize.ofBytes(1)).inLast(14, ChronoUnit.MONTHS),
                        "traffic window must be within 1..13 months: 14"),
                refused(
                        () -> protocol("arp").and(source("10.0.0.0/8")),
                        "protocol ARP must not be asked for together with source(10.0.0.0/8)"),
                refused(
                        () -> remotePorts("80").and(protocol("arp")),
                        "protocol ARP must not be asked for together with remotePorts(80)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses_with_name_value_and_bound(Supplier<Match> match, String message) {
        assertThatIllegalArgumentException().isThrownBy(match::get).withMessage(message);
    }

    private static Arguments told(Match match, String text, boolean flowConstant, PacketField... fields) {
        return Arguments.of(match, text, flowConstant, List.of(fields));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                told(process("winamp, C:\\test\\*"), "process(winamp, C:\\test\\*)", false, PacketField.PROCESS),
                told(commandLine("--debug"), "commandLine(--debug)", false, PacketField.PROCESS),
                told(pids("9100-9200,9001"), "pids(9001, 9100-9200)", false, PacketField.PROCESS),
                told(user("SYSTEM"), "user(SYSTEM)", false, PacketField.PROCESS),
                told(filter("287628276287"), "filter(287628276287)", false, PacketField.FILTER),
                told(Matches.adapter(-7), "adapter(-7)", false, PacketField.ADAPTER),
                told(ssid("23446"), "ssid(23446)", false, PacketField.SSID),
                told(countries("us, UK"), "countries(GB, US)", false, PacketField.COUNTRY),
                told(etherType("IpV4"), "etherType(IPV4)", true, PacketField.ETHER_TYPE),
                told(dscp("46"), "dscp(46)", false, PacketField.IP_HEADER),
                told(ipHeader(HeaderField.TTL, Comparison.LESS, 5), "ipHeader(TTL, 0-4)", false, PacketField.IP_HEADER),
                told(ipHeader(8, 1, 0xFF, 5), "ipHeader(8, 1, 0xff, 0x5)", false, PacketField.IP_HEADER),
                told(application("TLS"), "application(tls)", false, PacketField.APPLICATION),
                told(host("*.Example.org"), "host(*.example.org)", false, PacketField.HOST),
                told(url("https://example.org:443/News"), "url(example.org/news)", false, PacketField.HOST),
                told(time(60, 360), "time(01:00-06:00)", false, PacketField.TIME),
                told(time(0, 1440), "time(00:00-24:00)", false, PacketField.TIME),
                told(daysOfMonth(31, 1, 2), "daysOfMonth(1-2, 31)", false, PacketField.TIME),
                told(months(Month.MAY, Month.JANUARY), "months(january, may)", false, PacketField.TIME),
                told(
                        moreThan(DataSize.parse("4GB")).inLast(1, ChronoUnit.MONTHS),
                        "traffic(more than 4 GB in 1 month)",
                        false,
                        PacketField.TRAFFIC,
                        PacketField.TIME),
                told(source("02:00:00:00:00:01"), "sourceMac(02:00:00:00:00:01)", false, PacketField.SOURCE_MAC),
                told(
                        source("@students"),
                        "source(@students)",
                        false,
                        PacketField.SOURCE_ADDRESS,
                        PacketField.SOURCE_MAC,
                        PacketField.ADDRESS_NAMES),
                told(
                        Matches.destination("local HOST"),
                        "destination(Local host)",
                        false,
                        PacketField.DESTINATION_ADDRESS,
                        PacketField.DESTINATION_MAC,
                        PacketField.ADDRESS_NAMES));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void tells_itself_and_what_it_reads(Match match, String text, boolean flowConstant, List<PacketField> fields) {
        assertThat(match).hasToString(text);
        assertThat(match.flowConstant()).isEqualTo(flowConstant);
        assertThat(match.fields()).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(match.counts()).isEqualTo(fields.contains(PacketField.TRAFFIC));
    }

    @Test
    void takes_both_wildcards_in_names_of_remote_hosts() {
        assertThat(remote("cache?.Example.org")).isEqualTo(host("cache?.example.org"));
        assertThat(remote("*.example.or?")).isEqualTo(host("*.example.or?"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> local("cache?.example.org"))
                .withMessage("host name with wildcards must be that of the remote end: \"cache?.example.org\"");
    }

    @Test
    void mixes_items_of_all_kinds() {
        Match match = remote("10.0.0.1, 02:00:00:00:00:01, @a, skype.com, *.skype.com");
        assertThat(match)
                .hasToString("remote(10.0.0.1) or remoteMac(02:00:00:00:00:01) or remote(@a) or remote(skype.com)"
                        + " or host(*.skype.com, skype.com)");
        assertThat(match.names()).containsExactlyInAnyOrder(AddressName.group("a"), AddressName.host("skype.com"));
        assertThat(match.not().and(local("Local host")).names()).contains(AddressName.LOCAL_HOST);
        assertThat(remote("10.0.0.1, Any")).isEqualTo(Matches.any());
        assertThat(local("skype.com")).hasToString("local(skype.com)");
    }

    @Test
    void reads_windows() {
        assertThat(TrafficWindow.parse("3 Hours")).isEqualTo(TrafficWindow.of(3, ChronoUnit.HOURS));
        assertThat(TrafficWindow.parse("month")).hasToString("1 month");
        assertThat(TrafficWindow.parse("30 minute").only(Direction.OUTGOING)).hasToString("30 minutes outgoing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrafficWindow.parse("3 years"))
                .withMessageEndingWith("months: \"3 years\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrafficWindow.parse("-3 hours"))
                .withMessage("traffic window must be like 3 hours: \"-3 hours\"");
    }

    @Test
    void counts_after_everything_else() {
        Match traffic = moreThan(DataSize.ofBytes(5)).inLast(1, ChronoUnit.DAYS);
        assertThat(traffic.and(remotePorts("80")))
                .hasToString("remotePorts(80) and traffic(more than 5 B in 1 day)")
                .isEqualTo(remotePorts("80").and(traffic));
        assertThat(remotePorts("80").or(traffic).and(protocol(6)))
                .hasToString("protocol(TCP) and (remotePorts(80) or traffic(more than 5 B in 1 day))");
    }
}
