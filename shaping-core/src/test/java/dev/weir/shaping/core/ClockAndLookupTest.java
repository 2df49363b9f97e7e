package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Country;
import dev.weir.shaping.Rule;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.ProtocolDetector;
import dev.weir.shaping.lookup.VpnStatusProvider;
import dev.weir.shaping.lookup.WifiResolver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockAndLookupTest {
    private static final Frame UPLOAD =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "+14:00"})
    void agrees_with_the_calendar_through_years_of_changes(String name) {
        ZoneId zone = ZoneId.of(name);
        SplittableRandom random = new SplittableRandom(1);
        Instant start = Instant.parse("2019-12-31T23:59:59.999999999Z");
        Simulation[] self = new Simulation[1];
        Simulation simulation = Shaper.builder()
                .rule("clock", (packet, context) -> {
                    LocalDateTime expected = LocalDateTime.ofInstant(start.plus(self[0].now()), zone);
                    assertThat(context.minuteOfDay()).isEqualTo(expected.getHour() * 60 + expected.getMinute());
                    assertThat(context.hourOfDay()).isEqualTo(expected.getHour());
                    assertThat(context.dayOfWeek()).isEqualTo(expected.getDayOfWeek());
                    assertThat(context.now()).isEqualTo(expected);
                    asked.add("");
                    return pass();
                })
                .zone(zone)
                .build()
                .simulate()
                .startingAt(start);
        self[0] = simulation;
        for (int i = 0; i < 3_000; i++) {
            simulation.offer(UPLOAD);
            simulation.run(Duration.ofNanos(random.nextInt(4) == 0 ? 1 : random.nextLong(86_400_000_000_000L)));
        }
        assertThat(asked).hasSize(3_000);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T01:00:00Z, 119, 180", "2026-10-25T01:00:00Z, 179, 120", "2027-03-28T01:00:00Z, 119, 180"})
    void changes_the_hour_at_the_very_nanosecond(String change, int before, int after) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        List<Integer> minutes = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("clock", (packet, context) -> {
                    minutes.add(context.minuteOfDay());
                    return pass();
                })
                .zone(ZoneId.of("Europe/Berlin"))
                .build()
                .simulate()
                .startingAt(start);
        simulation
                .run(Duration.between(start, Instant.parse(change)).minusNanos(1))
                .offer(UPLOAD);
        simulation.run(Duration.ofNanos(1)).offer(UPLOAD);
        assertThat(minutes).containsExactly(before, after);
    }

    @ParameterizedTest
    @CsvSource({"17:59, 0", "18:00, 200", "21:59, 200", "22:00, 200", "22:59, 200", "23:00, 0"})
    void delays_in_peak_hours(String time, long millis) {
        Rule peak = (packet, context) -> {
            int hour = context.hourOfDay();
            return hour >= 18 && hour <= 22 ? delay(200) : pass();
        };
        Simulation simulation = Shaper.builder()
                .rule("peak", peak)
                .zone(ZoneId.of("Europe/Berlin"))
                .build()
                .simulate()
                .startingAt(LocalDateTime.parse("2026-07-01T" + time)
                        .atZone(ZoneId.of("Europe/Berlin"))
                        .toInstant());
        simulation.offer(UPLOAD);
        assertThat(simulation.runToIdle().outgoing().delay().max()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void knows_nothing_without_providers() {
        Simulation simulation = Shaper.builder()
                .rule("ask", (packet, context) -> {
                    assertThat(packet.appProto()).isNull();
                    assertThat(packet.country()).isEqualTo(Country.UNKNOWN);
                    assertThat(packet.filter()).isZero();
                    assertThat(packet.pid()).isEqualTo(-1);
                    assertThat(packet.executable()).isEmpty();
                    assertThat(packet.exeName()).isEmpty();
                    assertThat(packet.user()).isEmpty();
                    assertThat(packet.commandLine()).isEmpty();
                    assertThat(packet.adapter()).isEmpty();
                    assertThat(packet.adapterId()).isZero();
                    assertThat(packet.adapterType()).isEqualTo(AdapterType.ANY);
                    assertThat(packet.ssid()).isNull();
                    assertThat(packet.host()).isNull();
                    assertThat(packet.url()).isNull();
                    assertThat(packet.latitude()).isZero();
                    assertThat(packet.longitude()).isZero();
                    assertThat(packet.hasLocation()).isFalse();
                    assertThat(context.vpn()).isEqualTo(VpnStatus.NONE);
                    assertThat(context.vpn().disconnected()).isTrue();
                    assertThat(context.ruleName()).isEqualTo("ask");
                    assertThat(context.tag()).isNull();
                    asked.add("");
                    return pass();
                })
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").outgoing());
        assertThat(asked).hasSize(2);
    }

    private Simulation asking(Rule rule) {
        ProcessResolver processes = connection -> {
            asked.add("process " + connection.localPort() + " " + connection.remotePort());
            return connection.localPort() == 5000 ? new ProcessInfo(7, "C:\\Games\\Game.exe", "game -x", "ann") : null;
        };
        GeoResolver places = address -> {
            asked.add("place " + address);
            return new GeoLocation(Country.DE, 52, 13, true);
        };
        HostNameResolver names = address -> {
            asked.add("name " + address);
            return null;
        };
        ProtocolDetector protocols = packet -> {
            asked.add("protocol " + packet.length());
            return packet.length() > 100 ? "tls" : null;
        };
        WifiResolver networks = adapter -> "home";
        VpnStatusProvider vpn = () -> new VpnStatus(VpnStatus.State.CONNECTED, "work", "10.8.0.2", true);
        return Shaper.builder()
                .rule("ask", rule)
                .lookup(processes)
                .lookup(places)
                .lookup(names)
                .lookup(protocols)
                .lookup(networks)
                .lookup(vpn)
                .build()
                .simulate();
    }

    @Test
    void asks_once_for_each_flow() {
        List<Object> seen = new ArrayList<>();
        Simulation simulation = asking((packet, context) -> {
            seen.add(packet.exeName() + packet.pid() + packet.user() + packet.commandLine());
            seen.add(packet.country() + " " + packet.latitude() + " " + packet.host());
            seen.add(packet.ssid() + " " + context.vpn().name());
            return pass();
        });
        simulation.offer(UPLOAD);
        simulation.offer(UPLOAD);
        assertThat(seen.subList(0, 3)).isEqualTo(seen.subList(3, 6));
        assertThat(seen.subList(0, 3)).containsExactly("Game.exe7anngame -x", Country.DE + " 52.0 null", "home work");
        assertThat(asked).containsExactly("process 5000 443", "place 192.0.2.7", "name 192.0.2.7");
        simulation.run(ofSeconds(61)).offer(UPLOAD);
        assertThat(asked)
                .as("a flow that comes back after being idle is a new one")
                .hasSize(6);
        simulation.offer(Packets.udp("192.0.2.7", 443, "10.0.0.2", 5001).incoming());
        simulation.offer(Packets.udp("192.0.2.7", 443, "10.0.0.2", 5001).incoming());
        assertThat(asked.subList(6, 9)).containsExactly("process 5001 443", "place 192.0.2.7", "name 192.0.2.7");
        assertThat(asked).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, false",
        "1.0.0.0, true",
        "9.255.255.255, true",
        "10.0.0.0, false",
        "10.255.255.255, false",
        "11.0.0.0, true",
        "126.255.255.255, true",
        "127.0.0.1, false",
        "127.255.255.255, false",
        "128.0.0.0, true",
        "169.253.255.255, true",
        "169.254.0.0, false",
        "169.254.255.255, false",
        "169.255.0.0, true",
        "172.15.255.255, true",
        "172.16.0.0, false",
        "172.31.255.255, false",
        "172.32.0.0, true",
        "192.167.255.255, true",
        "192.168.0.0, false",
        "192.168.255.255, false",
        "192.169.0.0, true",
        "223.255.255.255, true",
        "224.0.0.0, false",
        "239.255.255.255, false",
        "240.0.0.0, true",
        "255.255.255.254, true",
        "255.255.255.255, false",
        "::, false",
        "::1, false",
        "::2, true",
        "2001:db8::1, true",
        "fbff::1, true",
        "fc00::1, false",
        "fdff::1, false",
        "fe00::1, true",
        "fe7f::1, true",
        "fe80::1, false",
        "febf::1, false",
        "fec0::1, true",
        "feff::1, true",
        "ff02::1, false",
        "::ffff:192.168.0.1, false",
        "::ffff:192.0.2.7, true"
    })
    void asks_for_the_place_of_addresses_that_have_one(String remote, boolean asks) {
        Simulation simulation = asking((packet, context) -> {
            assertThat(packet.country()).isEqualTo(asks ? Country.DE : Country.UNKNOWN);
            assertThat(packet.countryIs("DE")).isEqualTo(asks);
            assertThat(packet.hasLocation()).isEqualTo(asks);
            assertThat(packet.latitude()).isEqualTo(asks ? 52 : 0);
            assertThat(packet.longitude()).isEqualTo(asks ? 13 : 0);
            return pass();
        });
        String local = remote.indexOf(':') < 0 ? "198.51.100.1" : "2001:db8::2";
        simulation.offer(Packets.udp(local, 5000, remote, 443).outgoing());
        simulation.offer(Packets.udp(local, 5000, remote, 443).outgoing());
        assertThat(simulation.report().rules().get(0).errors()).isZero();
        assertThat(asked).filteredOn(question -> question.startsWith("place")).hasSize(asks ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"GB, UK, true", "GB, GB, true", "GB, US, false", "UNKNOWN, GB, false"})
    void compares_the_country_with_codes_and_their_aliases(Country country, String code, boolean same) {
        GeoResolver places = address -> GeoLocation.of(country);
        Simulation simulation = Shaper.builder()
                .rule("ask", (packet, context) -> {
                    assertThat(packet.countryIs(code)).isEqualTo(same);
                    asked.add("");
                    return pass();
                })
                .lookup(places)
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        assertThat(asked).hasSize(1);
        assertThat(simulation.report().rules().get(0).errors()).isZero();
    }

    @Test
    void compares_the_name_of_the_executable_in_any_case() {
        Simulation simulation = asking((packet, context) -> {
            assertThat(packet.exeNameIs("GAME.exe")).isTrue();
            assertThat(packet.exeNameIs("game")).isFalse();
            assertThat(packet.exeNameIs("")).isFalse();
            return pass();
        });
        simulation.offer(UPLOAD);
        assertThat(simulation.report().rules().get(0).errors()).isZero();
        assertThat(asked).contains("process 5000 443");
    }

    @Test
    void asks_for_the_vpn_once_for_each_packet_whose_rules_want_to_know() {
        VpnStatus.State[] states = VpnStatus.State.values();
        int[] calls = new int[1];
        List<Object> seen = new ArrayList<>();
        Rule telling = (packet, context) -> {
            VpnStatus vpn = context.vpn();
            assertThat(context.vpn()).isSameAs(vpn);
            seen.add(List.of(vpn.connected(), vpn.connecting(), vpn.disconnecting(), vpn.disconnected(), vpn.error()));
            return pass();
        };
        Simulation simulation = Shaper.builder()
                .rule("headers", (packet, context) -> packet.length() > 500 ? delay(1) : pass())
                .rule("first", telling)
                .rule("second", telling)
                .lookup((VpnStatusProvider)
                        () -> new VpnStatus(states[calls[0]++ % states.length], "nuremberg", "10.8.0.2", true))
                .build()
                .simulate();
        for (int packet = 0; packet < states.length; packet++) {
            simulation.offer(UPLOAD);
            simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                    .length(1_000)
                    .outgoing());
        }
        assertThat(calls[0]).isEqualTo(states.length);
        for (int state = 0; state < states.length; state++) {
            List<Boolean> expected = new ArrayList<>(List.of(false, false, false, false, false));
            expected.set(state, true);
            assertThat(seen.subList(2 * state, 2 * state + 2)).containsOnly(expected);
        }
    }

    @Test
    void asks_for_the_protocol_until_it_is_known() {
        List<Object> seen = new ArrayList<>();
        Simulation simulation = asking((packet, context) -> {
            seen.add(String.valueOf(packet.appProto()));
            return pass();
        });
        for (int length : new int[] {60, 80, 200, 60, 300}) {
            simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                    .length(length)
                    .outgoing());
        }
        assertThat(seen).containsExactly("null", "null", "tls", "tls", "tls");
        assertThat(asked).containsExactly("process 5000 443", "protocol 60", "protocol 80", "protocol 200");
    }

    @Test
    void asks_for_nothing_but_the_process_if_a_rule_reads_headers_alone() {
        Simulation simulation = asking((packet, context) -> packet.remotePort() == 443 ? delay(1) : pass());
        simulation.offer(UPLOAD);
        simulation.offer(UPLOAD);
        simulation.run(ofMinutes(1));
        assertThat(asked).containsExactly("process 5000 443");
    }

    @Test
    void counts_a_provider_that_throws_as_an_error_of_the_rule() {
        ProcessResolver broken = (Connection connection) -> {
            throw new IllegalStateException("broken");
        };
        Simulation simulation = Shaper.builder()
                .rule("ask", (packet, context) -> packet.pid() == 1 ? delay(1) : pass())
                .lookup(broken)
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules().get(0).errors()).isEqualTo(1);
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
    }
}
