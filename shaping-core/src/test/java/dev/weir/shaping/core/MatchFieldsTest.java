package dev.weir.shaping.core;

import static dev.weir.shaping.core.Judged.holds;
import static dev.weir.shaping.match.Matches.adapter;
import static dev.weir.shaping.match.Matches.adapterName;
import static dev.weir.shaping.match.Matches.adapterType;
import static dev.weir.shaping.match.Matches.application;
import static dev.weir.shaping.match.Matches.blockList;
import static dev.weir.shaping.match.Matches.commandLine;
import static dev.weir.shaping.match.Matches.countries;
import static dev.weir.shaping.match.Matches.etherType;
import static dev.weir.shaping.match.Matches.filter;
import static dev.weir.shaping.match.Matches.host;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.mac;
import static dev.weir.shaping.match.Matches.pids;
import static dev.weir.shaping.match.Matches.process;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.ssid;
import static dev.weir.shaping.match.Matches.url;
import static dev.weir.shaping.match.Matches.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Country;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.ProtocolDetector;
import dev.weir.shaping.lookup.WifiResolver;
import dev.weir.shaping.match.AddressRange;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.Match;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each field of a rule means. */
class MatchFieldsTest {
    private static final Frame UPLOAD =
            Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443).payload(100).outgoing();
    private static final Frame DOWNLOAD =
            Packets.tcp("192.0.2.7", 443, "10.0.0.2", 5000).payload(100).incoming();
    private static final Frame ARP = Packets.arp("10.0.0.2", "10.0.0.1").outgoing();

    private static ProcessResolver owner(int pid, String executable, String commandLine, String user) {
        return connection -> new ProcessInfo(pid, executable, commandLine, user);
    }

    @ParameterizedTest
    @CsvSource({
        "--debug, skype --debug, true",
        "--debug, skype --trace, false",
        "--DEBUG, skype --debug, false",
        "skype*bug, /opt/skype --no --debug -x, true",
        "s?y, /opt/skype, true",
        "'--trace, --debug', skype --debug, true",
        "a, '', false"
    })
    void finds_texts_in_command_lines(String texts, String line, boolean found) {
        assertThat(holds(commandLine(texts), UPLOAD, owner(7, "/opt/skype", line, "")))
                .isEqualTo(found);
    }

    @Test
    void reads_command_lines_of_windows_in_any_case() {
        assertThat(holds(commandLine("--DEBUG"), UPLOAD, owner(7, "C:\\skype.exe", "skype --debug", "")))
                .isTrue();
    }

    @Test
    void knows_processes_by_path_and_id() {
        assertThat(holds(process("C:\\test\\*"), UPLOAD, owner(7, "c:\\Test\\a\\b.exe", "", "")))
                .isTrue();
        assertThat(holds(process("C:\\test\\*"), UPLOAD, owner(7, "C:\\other\\b.exe", "", "")))
                .isFalse();
        Match match = pids("9001, 9100-9200");
        assertThat(holds(match, UPLOAD, owner(9001, "/a", "", ""))).isTrue();
        assertThat(holds(match, UPLOAD, owner(9150, "/a", "", ""))).isTrue();
        assertThat(holds(match, UPLOAD, owner(9002, "/a", "", ""))).isFalse();
        assertThat(holds(pids("0-2147483647"), UPLOAD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM, NT AUTHORITY\\System, true",
        "system, SYSTEM, true",
        "nt authority\\system, NT AUTHORITY\\System, true",
        "other\\system, NT AUTHORITY\\System, false",
        "YSTEM, SYSTEM, false",
        "'root, test_user', test_user, true",
        "root, '', false"
    })
    void knows_users_in_every_domain(String names, String user, boolean same) {
        assertThat(holds(user(names), UPLOAD, owner(7, "/a", "", user))).isEqualTo(same);
    }

    @Test
    void knows_adapters_by_id_name_and_type() {
        Frame frame = UPLOAD.adapter(new Adapter(-54321, "eth0", AdapterType.LAN));
        assertThat(holds(adapter(-54321), frame)).isTrue();
        assertThat(holds(adapter(-54321), UPLOAD)).isFalse();
        assertThat(holds(adapterName("eth0"), frame)).isTrue();
        assertThat(holds(adapterName("ETH0"), frame)).isFalse();
        assertThat(holds(adapterType(AdapterType.LAN, AdapterType.VPN), frame)).isTrue();
        assertThat(holds(adapterType(AdapterType.WAN), frame)).isFalse();
        assertThat(holds(adapterType(AdapterType.LAN), UPLOAD)).isFalse();
    }

    @Test
    void takes_the_type_of_an_adapter_from_the_recipe() {
        Shaper shaper = Shaper.builder()
                .adapterType(3, AdapterType.WAN)
                .rule("match", adapterType(AdapterType.WAN), Priorities.block())
                .build();
        assertThat(holds(RuleTester.of(shaper), UPLOAD.adapter(new Adapter(3, "eth0", AdapterType.LAN))))
                .isTrue();
    }

    @Test
    void knows_wireless_networks_by_their_exact_name() {
        WifiResolver wifi = adapter -> adapter.equals("wlan0") ? "23446" : null;
        Frame frame = UPLOAD.adapter(new Adapter(1, "wlan0", AdapterType.WIFI));
        assertThat(holds(ssid("23446"), frame, wifi)).isTrue();
        assertThat(holds(ssid("2344"), frame, wifi)).isFalse();
        assertThat(holds(ssid("23446"), UPLOAD, wifi)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"US, true", "GB, true", "MD, true", "DE, false", "UNKNOWN, false"})
    void knows_countries_with_their_aliases(Country country, boolean listed) {
        GeoResolver places = address -> GeoLocation.of(country);
        assertThat(holds(countries("US, UK, MD"), UPLOAD, places)).isEqualTo(listed);
        assertThat(holds(countries("us,uk , md"), DOWNLOAD, places)).isEqualTo(listed);
        assertThat(holds(countries("US, UK, MD"), ARP, places)).isFalse();
    }

    @Test
    void knows_application_protocols_once_they_are_detected() {
        ProtocolDetector detector = packet -> packet.syn() ? null : "bittorrent";
        RuleTester tester = Judged.tester(application("HTTP, BitTorrent"), detector);
        assertThat(holds(
                        tester,
                        Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443).syn().outgoing()))
                .isFalse();
        assertThat(holds(tester, UPLOAD)).isTrue();
        assertThat(holds(application("http"), UPLOAD, detector)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "netbalancer.com, netbalancer.com, true",
        "netbalancer.com, www.NetBalancer.com, true",
        "netbalancer.com, notnetbalancer.com, false",
        "netbalancer.com, netbalancer.com.example, false",
        "'http: \\netbalancer.com', www.netbalancer.com, true",
        "https://netbalancer.com:8443/, netbalancer.com, true",
        "*balancer.*, a.loadbalancer.org, true",
        "netbalancer.com/news, netbalancer.com, false",
        "netbalancer.com, , false"
    })
    void knows_sites_by_the_host_name(String url, String name, boolean same) {
        HostNameResolver names = address -> name;
        assertThat(holds(url(url), UPLOAD, names)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "netbalancer.com, http://netbalancer.com/, true",
        "netbalancer.com, HTTP://WWW.NetBalancer.com:8080/a?b=c, true",
        "netbalancer.com, https://netbalancer.com, true",
        "netbalancer.com, http://notnetbalancer.com/, false",
        "netbalancer.com, http://example.org/netbalancer.com, false",
        "netbalancer.com, http://netbalancer.com.example.org/, false",
        "netbalancer.com/news, http://netbalancer.com/news, true",
        "netbalancer.com/news, http://www.netbalancer.com/News/today?page=2, true",
        "netbalancer.com/news, http://netbalancer.com/newsletter, true",
        "netbalancer.com/news/, http://netbalancer.com/newsletter, false",
        "netbalancer.com/news, http://netbalancer.com/, false",
        "netbalancer.com/news, http://netbalancer.com, false",
        "netbalancer.com/news, http://netbalancer.com/old/news, false",
        "netbalancer.com/*/news, http://netbalancer.com/old/news, true",
        "netbalancer.com/a?c, http://netbalancer.com/abcd, true",
        "*balancer.*/new*, http://a.loadbalancer.org/news, true",
        "*balancer.*/new*, http://a.loadbalancer.org/old, false",
        "netbalancer.com, http://user@netbalancer.com/, true",
        "netbalancer.com/news, http://user:pass@www.netbalancer.com:8080/news, true",
        "example.org, http://netbalancer.com:80@example.org/, true",
        "netbalancer.com, http://netbalancer.com:80@example.org/, false",
        "netbalancer.com, http://netbalancer.com/@example.org, true",
        "example.org, http://netbalancer.com/@example.org, false",
        "http://user:pass@netbalancer.com:80/news, http://netbalancer.com/news, true",
        "netbalancer.com/@me, http://netbalancer.com/@me, true",
        "skype.com, http://netbalancer.com/, false"
    })
    void knows_sites_by_the_url_of_the_flow(String url, String seen, boolean same) {
        HostNameResolver other = address -> "skype.com";
        Simulation simulation = Shaper.builder()
                .rule("match", url(url), Priorities.block())
                .lookup(new SeenUrl(seen))
                .lookup(other)
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        assertThat(simulation.report().rules().get(0).packetsIn()).isEqualTo(same ? 1 : 0);
    }

    @Test
    void knows_hosts_by_name() {
        HostNameResolver names = address -> address.toString().equals("192.0.2.7") ? "www.Skype.com" : null;
        assertThat(holds(host("*.skype.com"), UPLOAD, names)).isTrue();
        assertThat(holds(host("skype.com"), UPLOAD, names)).isFalse();
        assertThat(holds(remote("*.skype.com"), DOWNLOAD, names)).isTrue();
        assertThat(holds(host("*"), ARP, names)).isFalse();
    }

    @Test
    void knows_pipe_filters() {
        RuleTester tester = Judged.tester(filter("2, 5-6"));
        assertThat(holds(tester, UPLOAD)).isFalse();
        assertThat(holds(tester.filter(2), UPLOAD)).isTrue();
        assertThat(holds(tester.filter(3), UPLOAD)).isFalse();
        assertThat(holds(tester.filter(6), ARP)).isTrue();
        assertThat(holds(Judged.tester(filter("287628276287")).filter(Integer.MAX_VALUE), UPLOAD))
                .isFalse();
    }

    @Test
    void knows_ether_types_behind_vlan_tags() {
        Frame tagged = Packets.arp("10.0.0.2", "10.0.0.1").vlan(7).outgoing();
        assertThat(holds(etherType("arp, 0xCAFE"), tagged)).isTrue();
        assertThat(holds(etherType(0x0800), tagged)).isFalse();
        assertThat(holds(etherType(0x0800), UPLOAD)).isTrue();
    }

    @Test
    void knows_mac_addresses_of_both_ends_and_pins_addresses_to_them() {
        Frame right = Packets.udp("10.0.0.2", 1, "192.0.2.7", 2)
                .srcMac(MacAddress.parse("48-E7-DA-0D-C4-C9"))
                .outgoing();
        Frame answer = Packets.udp("192.0.2.7", 2, "10.0.0.2", 1)
                .dstMac(MacAddress.parse("48-E7-DA-0D-C4-C9"))
                .incoming();
        Frame foreign = Packets.udp("10.0.0.2", 1, "192.0.2.7", 2)
                .srcMac(MacAddress.parse("48-E7-DA-0D-C4-CA"))
                .outgoing();
        Match pinned = mac("48-E7-DA-0D-C4-C9").and(local("10.0.0.2"));
        assertThat(holds(pinned, right)).isTrue();
        assertThat(holds(pinned, answer)).isTrue();
        assertThat(holds(pinned, foreign)).isFalse();
        Match range = local("48-E7-DA-0D-C4-00 - 48-E7-DA-0D-C4-FF");
        assertThat(holds(range, right)).isTrue();
        assertThat(holds(range, answer)).isTrue();
        assertThat(holds(range.and(source("10.0.0.2")), foreign)).isTrue();
        assertThat(holds(remote("48-E7-DA-0D-C4-C9"), right)).isFalse();
    }

    @Test
    void knows_both_ends_of_ranges() {
        Match match = remote("10.0.0.0 - 10.255.255.255");
        for (String inside : new String[] {"10.0.0.0", "10.255.255.255"}) {
            assertThat(holds(match, Packets.udp("192.0.2.1", 1, inside, 2).outgoing()))
                    .isTrue();
        }
        for (String outside : new String[] {"9.255.255.255", "11.0.0.0"}) {
            assertThat(holds(match, Packets.udp("192.0.2.1", 1, outside, 2).outgoing()))
                    .isFalse();
        }
        assertThat(holds(
                        match,
                        Packets.udp("2001:db8::1", 1, "::ffff:10.0.0.1", 2).outgoing()))
                .isFalse();
    }

    @Test
    void knows_remote_addresses_in_block_lists() {
        BlockList one = list("10.0.0.1", "10.0.0.9");
        BlockList other = list("192.0.2.0", "192.0.2.255");
        assertThat(holds(blockList(one, other), UPLOAD)).isTrue();
        assertThat(holds(blockList(one, other), DOWNLOAD)).isTrue();
        assertThat(holds(blockList(one), UPLOAD)).isFalse();
        assertThat(holds(blockList(one, other), ARP)).isFalse();
        assertThat(blockList(one))
                .hasToString("blockList(list 10.0.0.1)")
                .isEqualTo(blockList(list("10.0.0.1", "10.0.0.9")));
    }

    private static BlockList list(String from, String to) {
        return BlockList.of(
                new UUID(0, 1), "list " + from, List.of(new AddressRange(IpAddress.parse(from), IpAddress.parse(to))));
    }

    @Test
    void takes_a_protocol_in_either_ip_version() {
        for (String[] ends : new String[][] {{"10.0.0.2", "192.0.2.7"}, {"2001:db8::1", "2001:db8::2"}}) {
            Frame frame = Packets.ip(ends[0], ends[1], 54).outgoing();
            assertThat(holds(protocol(54), frame)).isTrue();
            assertThat(holds(protocol(53), frame)).isFalse();
        }
    }
}
