package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.match.Matches.adapter;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.destination;
import static dev.weir.shaping.match.Matches.destinationPorts;
import static dev.weir.shaping.match.Matches.etherType;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.sourcePorts;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.filter.Filters;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.match.Match;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final Frame UPLOAD =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing();
    private static final Frame DOWNLOAD =
            Packets.tcp("192.0.2.7", 443, "10.0.0.2", 5000).length(500).incoming();

    private final List<Integer> seen = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();

    private Shaper.Builder looking() {
        return Shaper.builder().rule("look", (packet, context) -> {
            seen.add(packet.filter());
            return pass();
        });
    }

    private Simulation released(Simulation simulation) {
        return simulation.onRelease(packet -> released.add(packet.releaseNanos()));
    }

    private static boolean blocks(Match match, Frame frame) {
        Simulation simulation =
                Shaper.builder().filter(Filter.block("all", match)).build().simulate();
        simulation.offer(frame);
        return simulation.report().filters().get(0).packets() == 1;
    }

    @Test
    void an_ignored_packet_passes_every_rule_and_line_by() {
        Simulation simulation = released(looking()
                .filter(Filter.ignore("uploads", outgoing()))
                .rule("block", any(), block())
                .upload(Impairment.parse("rate=1 Mbit/s delay=1 s"))
                .build()
                .simulate());
        simulation.offer(UPLOAD);
        simulation.offer(DOWNLOAD);
        ShapingReport report = simulation.runToIdle();
        assertThat(released).containsExactly(0L);
        assertThat(seen).containsExactly(0);
        assertThat(report.outgoing().packetsIn()).isZero();
        assertThat(report.outgoing().packetsIgnored()).isZero();
        assertThat(report.incoming().drops()).containsExactly(new DropReport(DropReason.BLOCKED, 1, 500));
        assertThat(report.filters())
                .containsExactly(new FilterStats("uploads", 1, FilterAction.IGNORE, 0, 0, 1, 1_000, 0));
        assertThat(report.flows()).isEqualTo(1);
        assertThat(report.toString()).startsWith("filters: uploads (ignore) 1 packets\nincoming: 1 packets in, 0 out");
    }

    @Test
    void a_blocked_packet_is_dropped_with_a_reason_of_its_own() {
        DecisionLedger ledger = DecisionLedger.keepLast(10);
        Simulation simulation = released(looking()
                .filter(Filter.block("downloads", incoming()))
                .build()
                .simulate()
                .ledger(ledger));
        byte[] bytes = DOWNLOAD.bytes();
        Admission answer = simulation.offer(
                0, bytes, 0, bytes.length, 500, LinkType.ETHERNET, Direction.INCOMING, Adapter.NONE, 0);
        assertThat(answer).isEqualTo(Admission.dropped(DropReason.FILTERED));
        simulation.offer(UPLOAD);
        ShapingStats stats = simulation.stats();
        assertThat(seen).containsExactly(0);
        assertThat(released).hasSize(1);
        assertThat(stats.incoming().packetsIn()).isZero();
        assertThat(stats.filter("downloads"))
                .isEqualTo(new FilterStats("downloads", 1, FilterAction.BLOCK, 1, 500, 0, 0, 0));
        assertThat(ledger.lines().get(0))
                .isEqualTo(
                        "{\"packet\":1,\"direction\":\"incoming\",\"length\":500,\"arrival\":0,\"drop\":\"FILTERED\",\"time\":0}");
        assertThat(ledger.lines()).hasSize(2);
    }

    @Test
    void a_piped_packet_carries_the_id_that_rules_ask_for() {
        Shaper shaper = looking()
                .filter(Filter.ignore("other", sourcePorts("1")))
                .filter(Filter.pipe("web", destinationPorts("443")))
                .filter(Filter.pipe("all", incoming()).id(40))
                .rule("web", (packet, context) -> packet.filter() == 2 ? high() : pass())
                .build();
        Simulation simulation = shaper.simulate();
        simulation.offer(UPLOAD);
        simulation.offer(DOWNLOAD);
        simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 80).outgoing());
        assertThat(seen).containsExactly(2, 40, 0);
        assertThat(simulation.stats().rule("web").total().packetsIn()).isEqualTo(1);
        assertThat(simulation.stats().filters())
                .extracting(FilterStats::packets)
                .containsExactly(0L, 1L, 1L);
    }

    @Test
    void the_first_filter_that_matches_decides_and_those_switched_off_never_match() {
        Simulation simulation = looking()
                .filter(Filter.block("off", any()).enabled(false))
                .filter(Filter.pipe("first", source("10.1.0.0/16")))
                .filter(Filter.block("second", source("10.0.0.0/8")))
                .build()
                .simulate();
        simulation.offer(Packets.udp("10.1.0.2", 1, "192.0.2.7", 80).outgoing());
        simulation.offer(UPLOAD);
        assertThat(seen).containsExactly(2);
        assertThat(simulation.report().filters())
                .extracting(FilterStats::packets)
                .containsExactly(0L, 1L, 1L);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.1.1, 10.2.2.2, true",
        "10.1.1.1, 8.8.8.8, false",
        "169.254.1.1, 169.254.255.255, true",
        "10.1.1.1, 192.168.1.1, false",
        "172.16.0.1, 172.31.255.254, true",
        "172.16.0.1, 172.32.0.1, false",
        "172.15.0.1, 172.16.0.1, false",
        "192.168.0.1, 192.168.255.254, true",
        "192.168.0.1, 192.169.0.1, false",
        "fc00::1, fdff::1, true",
        "fdff::1, fe00::1, false",
        "fe80::1, febf::1, true",
        "fe80::1, fec0::1, false",
        "fc00::1, fe80::1, false",
        "fe80::1, fe80::2, true"
    })
    void local_networks_are_those_of_both_ends(String from, String to, boolean local) {
        Frame frame = Packets.udp(from, 1, to, 2).outgoing();
        assertThat(blocks(Filters.localNetworks(), frame)).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({"80.76.3.4, true", "80.68.3.4, true", "80.69.3.4, false", "10.1.1.1, false"})
    void a_mask_may_have_gaps(String from, boolean matched) {
        Frame frame = Packets.udp(from, 1, "10.0.0.1", 2).incoming();
        assertThat(blocks(source("80.68.3.4/255.243.3.4"), frame)).isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "1000, true", "1001, false"})
    void port_ranges_include_both_ends(int port, boolean matched) {
        Frame frame = Packets.tcp("10.0.0.2", 7, "192.0.2.7", port).outgoing();
        assertThat(blocks(destinationPorts("10-1000"), frame)).isEqualTo(matched);
    }

    @Test
    void an_adapter_may_have_a_filter_of_its_own() {
        Simulation simulation = looking()
                .filter(Filter.block("wired", adapter(341)))
                .filter(Filter.pipe("rest", any()))
                .build()
                .simulate();
        simulation.offer(UPLOAD.adapter(new Adapter(341, "eth0")));
        simulation.offer(DOWNLOAD.adapter(new Adapter(341, "eth0")));
        simulation.offer(UPLOAD.adapter(new Adapter(-341, "eth0")));
        simulation.offer(UPLOAD);
        assertThat(seen).containsExactly(2, 2);
        assertThat(simulation.report().filters())
                .extracting(FilterStats::packets)
                .containsExactly(2L, 2L);
    }

    @Test
    void an_ether_type_need_not_be_known() {
        byte[] bytes = UPLOAD.bytes();
        bytes[12] = (byte) 0xCA;
        bytes[13] = (byte) 0xFE;
        Frame foreign = Frame.of(bytes, LinkType.ETHERNET, Direction.OUTGOING);
        assertThat(blocks(etherType(0xCAFE), foreign)).isTrue();
        assertThat(blocks(etherType(0xCAFE), UPLOAD)).isFalse();
        assertThat(blocks(etherType(0x0800), foreign)).isFalse();
        assertThat(blocks(destinationPorts("443"), foreign)).isFalse();
    }

    @Test
    void a_port_is_no_part_of_a_packet_without_ports() {
        Frame echo = Packets.icmpEcho("10.0.0.2", "192.0.2.7").outgoing();
        assertThat(blocks(destinationPorts("0-65535"), echo)).isFalse();
        assertThat(blocks(protocol("ICMP").and(destination("192.0.2.7")), echo)).isTrue();
    }

    @Test
    void a_filter_stops_at_the_end_of_its_time() {
        Simulation simulation = looking()
                .filter(Filter.block("work", time(LocalTime.of(8, 0), LocalTime.of(18, 0))))
                .build()
                .simulate()
                .startingAt(Instant.parse("2026-03-02T17:59:59.999999999Z"));
        simulation.offer(UPLOAD);
        simulation.run(Duration.ofNanos(1));
        simulation.offer(UPLOAD);
        assertThat(seen).containsExactly(0);
    }

    @Test
    void a_replaced_set_holds_from_the_next_packet_on_and_goes_on_counting() {
        Filter uploads = Filter.block("uploads", outgoing());
        Simulation simulation = looking().filter(uploads).build().simulate();
        simulation.offer(UPLOAD);
        simulation.filters(FilterSet.of(uploads, Filter.block("downloads", incoming())));
        simulation.offer(UPLOAD);
        simulation.offer(DOWNLOAD);
        simulation.filters(FilterSet.of(Filter.pipe("uploads", outgoing())));
        simulation.offer(UPLOAD);
        assertThat(seen).containsExactly(1);
        assertThat(simulation.stats().filters())
                .extracting(FilterStats::name, FilterStats::action, FilterStats::packets)
                .containsExactly(
                        tuple("uploads", FilterAction.PIPE, 1L),
                        tuple("uploads", FilterAction.BLOCK, 2L),
                        tuple("downloads", FilterAction.BLOCK, 1L));
    }

    @Test
    void what_is_looked_up_is_unknown_to_a_predicate() {
        GeoResolver everywhere = address -> GeoLocation.of(Country.DE);
        Simulation simulation = looking()
                .filter(Filter.block(
                        "known",
                        where((packet, context) -> packet.country() != Country.UNKNOWN
                                || packet.pid() != -1
                                || packet.host() != null
                                || packet.flowId() != -1
                                || packet.filter() != 0)))
                .lookup(everywhere)
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        assertThat(seen).containsExactly(0);
    }

    @Test
    void a_predicate_that_throws_matches_nothing_and_its_error_is_counted() {
        Simulation simulation = looking()
                .filter(Filter.block("broken", where((packet, context) -> {
                    throw new IllegalStateException("broken");
                })))
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        assertThat(seen).containsExactly(0);
        assertThat(simulation.stats().filter("broken").errors()).isEqualTo(1);
    }

    @Test
    void an_error_of_a_predicate_leaves_the_engine_whole() {
        Simulation simulation = looking()
                .filter(Filter.block("broken", incoming().and(where((packet, context) -> {
                    throw new AssertionError("broken");
                }))))
                .rule("all", any(), normal())
                .build()
                .simulate();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> simulation.offer(DOWNLOAD))
                .withMessage("broken");
        simulation.offer(UPLOAD);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
        assertThat(report.incoming().packetsIn()).isZero();
    }

    @Test
    void allocates_nothing_per_packet() {
        Simulation simulation = Shaper.builder()
                .filter(Filter.block("none", source("198.51.100.0/24, 2001:db8::/32, 10.0.7.0/255.0.255.0")))
                .filter(Filter.ignore("even", destinationPorts("444")))
                .filter(Filter.block("blocked", destinationPorts("445")))
                .filter(Filter.pipe("rest", destination("192.0.2.0/24")))
                .build()
                .simulate();
        byte[][] frames = new byte[64][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Packets.udp("10.0.0." + i, 5_000, "192.0.2." + i, 443 + i % 3)
                    .outgoing()
                    .bytes();
        }
        offer(simulation, frames, 100_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(simulation, frames, 200_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
        assertThat(simulation.report().filters())
                .extracting(FilterStats::packets)
                .containsExactly(0L, 98_438L, 98_437L, 103_125L);
    }

    private static void offer(Simulation simulation, byte[][] frames, int packets) {
        for (int i = 0; i < packets; i++) {
            byte[] bytes = frames[i & 63];
            simulation.offer(0, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
    }
}
