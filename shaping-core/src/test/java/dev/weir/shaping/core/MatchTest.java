package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.Rate.kilobytesPerSecond;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.daysOfWeek;
import static dev.weir.shaping.match.Matches.destination;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.localPorts;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.process;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.RuleSet;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.PacketField;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    private static final Frame UPLOAD =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(100).outgoing();
    private static final Frame DOWNLOAD =
            Packets.tcp("192.0.2.7", 443, "10.0.0.2", 5000).payload(100).incoming();
    private static final Frame ECHO = Packets.icmpEcho("10.0.0.2", "192.0.2.7").outgoing();
    private static final Frame ARP = Packets.arp("10.0.0.2", "10.0.0.1").outgoing();

    private static boolean matches(Match match, Frame frame) {
        return matches(match, frame, Instant.EPOCH, "");
    }

    private static boolean matches(Match match, Frame frame, Instant instant, String executable) {
        ProcessResolver owner = connection -> new ProcessInfo(7, executable, "", "");
        Simulation simulation = Shaper.builder()
                .rule("match", match, block())
                .lookup(owner)
                .build()
                .simulate()
                .startingAt(instant);
        simulation.offer(frame);
        return simulation.runToIdle().rules().get(0).packetsIn() == 1;
    }

    @Test
    void gives_rules_to_a_shaper() {
        Shaper shaper = Shaper.builder()
                .rule("cap uploads", outgoing().and(remotePorts("443, 8000-8100")), limit(kilobytesPerSecond(50)))
                .rule("asymmetric", process("game*"), perDirection(high(), limit(kilobytesPerSecond(20))))
                .rule("bad radio", remote("192.0.2.0/24"), block())
                .build();
        Simulation simulation = shaper.simulate();
        simulation.offer(UPLOAD);
        simulation.offer(DOWNLOAD);
        simulation.offer(ARP);
        assertThat(simulation.runToIdle().rules())
                .extracting(RuleReport::packetsIn)
                .containsExactly(1L, 0L, 1L, 1L);
    }

    @Test
    void tells_local_and_remote_by_direction() {
        for (Frame frame : new Frame[] {UPLOAD, DOWNLOAD}) {
            assertThat(matches(local("10.0.0.2"), frame)).isTrue();
            assertThat(matches(remote("10.0.0.2"), frame)).isFalse();
            assertThat(matches(localPorts("5000"), frame)).isTrue();
            assertThat(matches(remotePorts("443"), frame)).isTrue();
        }
        assertThat(matches(source("10.0.0.2"), UPLOAD)).isTrue();
        assertThat(matches(source("10.0.0.2"), DOWNLOAD)).isFalse();
        assertThat(matches(destination("10.0.0.2"), DOWNLOAD)).isTrue();
    }

    @Test
    void asks_no_port_or_address_of_packets_without() {
        assertThat(matches(remotePorts("0-65535"), ECHO)).isFalse();
        assertThat(matches(remotePorts("0-65535").not(), ECHO)).isTrue();
        assertThat(matches(remote("0.0.0.0/0, ::/0"), ARP)).isFalse();
        assertThat(matches(remote(" Any "), ARP)).isTrue();
    }

    @Test
    void knows_protocols_by_name_and_number() {
        assertThat(matches(protocol("tcp + udp"), UPLOAD)).isTrue();
        assertThat(matches(protocol("TCP+UDP"), ECHO)).isFalse();
        assertThat(matches(protocol(17), UPLOAD)).isTrue();
        assertThat(matches(protocol("icmp"), ECHO)).isTrue();
        assertThat(matches(protocol("ip"), ECHO)).isTrue();
        assertThat(matches(protocol("ip"), ARP)).isFalse();
        assertThat(matches(protocol("arp"), ARP)).isTrue();
        assertThat(matches(protocol("arp"), ECHO)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> protocol("tcq")).withMessageContaining("ip protocol");
        assertThatIllegalArgumentException().isThrownBy(() -> protocol(300)).withMessageContaining("0..255");
    }

    @ParameterizedTest
    @CsvSource({
        "game*, /opt/game-2, true",
        "game*, /opt/Game-2, false",
        "GAME*, C:\\Games\\game.exe, true",
        "winamp, C:\\winamp.exe, true",
        "winamp, winamp.EXE, true",
        "winamp, /opt/winamp.bin, false",
        "win?mp.exe, C:\\winamp.exe, true",
        "'other, winamp', C:\\winamp.exe, true",
        "/opt/*/a*c, /opt/x/y/abbc, true",
        "/opt/*/a*c, /srv/x/abbc, false",
        "*, '', false",
        "*a*b*c?, /bin/aabbccd, true",
        "*a*b*c?, /bin/aabbcc, true",
        "*a*b*c?, /bin/aabbc, false"
    })
    void compares_names_and_paths_of_processes(String patterns, String executable, boolean fits) {
        assertThat(matches(process(patterns), UPLOAD, Instant.EPOCH, executable))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "01:00, 06:00, 00:59:59, false",
        "01:00, 06:00, 01:00:00, true",
        "01:00, 06:00, 05:59:59, true",
        "01:00, 06:00, 06:00:00, false",
        "22:00, 02:00, 23:00:00, true",
        "22:00, 02:00, 01:59:59, true",
        "22:00, 02:00, 02:00:00, false",
        "08:00, 00:00, 23:59:59, true",
        "08:00, 00:00, 00:00:00, false"
    })
    void holds_at_times_of_the_day(LocalTime from, LocalTime to, String now, boolean holds) {
        assertThat(matches(time(from, to), UPLOAD, Instant.parse("2024-05-05T" + now + "Z"), ""))
                .isEqualTo(holds);
    }

    @Test
    void holds_on_days_of_the_week() {
        Match match = daysOfWeek(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY);
        for (int day = 5; day < 12; day++) {
            boolean holds = day == 5 || day == 8 || day == 9;
            assertThat(matches(match, UPLOAD, Instant.parse("2024-05-%02dT23:59:59Z".formatted(day)), ""))
                    .isEqualTo(holds);
        }
        assertThat(match).hasToString("daysOfWeek(wednesday, thursday, sunday)");
        assertThatIllegalArgumentException().isThrownBy(() -> daysOfWeek());
    }

    @Test
    void refuses_times_of_no_minutes() {
        LocalTime six = LocalTime.of(6, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> time(six, six))
                .withMessage("time must not end where it starts: 06:00");
        assertThatIllegalArgumentException().isThrownBy(() -> time(six, six.plusSeconds(1)));
    }

    @Test
    void is_equal_by_value_and_tells_itself() {
        Match match = outgoing().and(remotePorts("8000-8100,443")).and(protocol("tcp+udp"));
        assertThat(match)
                .hasToString("outgoing and remotePorts(443, 8000-8100) and (protocol(TCP) or protocol(UDP))")
                .isEqualTo(outgoing().and(remotePorts("443, 8000-8100").and(protocol("6,17"))));
        assertThat(match.not()).hasToString("not (" + match + ")");
        assertThat(match.not().not()).isEqualTo(match);
        assertThat(match.then(block())).isEqualTo(match.then(block())).isNotEqualTo(match.then(high()));
        assertThat(RuleSet.empty().with("a", match, block()).entries())
                .isEqualTo(RuleSet.empty().with("a", match.then(block())).entries());
    }

    @Test
    void tells_what_it_reads() {
        assertThat(source("::1").or(incoming()).fields())
                .containsExactlyInAnyOrder(PacketField.SOURCE_ADDRESS, PacketField.DIRECTION);
        assertThat(localPorts("80").fields())
                .containsExactlyInAnyOrder(
                        PacketField.SOURCE_PORT, PacketField.DESTINATION_PORT, PacketField.DIRECTION);
        assertThat(any().fields()).isEmpty();
        assertThat(remote("::1").and(remotePorts("80")).not().flowConstant()).isTrue();
        assertThat(remotePorts("0-80").flowConstant()).isFalse();
        assertThat(incoming().or(process("a")).flowConstant()).isFalse();
        assertThat(where((packet, context) -> true).flowConstant()).isFalse();
    }

    @Test
    void asks_a_predicate_in_its_place() {
        int[] asked = new int[2];
        Match first = where((packet, context) -> asked[0]++ >= 0);
        Match last = where((packet, context) -> asked[1]++ < 0);
        Match match = first.and(remotePorts("443")).and(protocol("udp")).and(last);
        assertThat(matches(match, ECHO)).isFalse();
        assertThat(matches(match, DOWNLOAD)).isFalse();
        assertThat(asked).containsExactly(2, 0);
        assertThat(matches(match, UPLOAD)).isFalse();
        assertThat(asked).containsExactly(3, 1);
    }

    @Test
    void combines_as_logic_does() {
        Random random = new Random(9);
        for (int i = 0; i < 400; i++) {
            boolean[] expected = new boolean[1];
            Match match = random(random, 4, expected);
            assertThat(matches(match, UPLOAD)).as("%s", match).isEqualTo(expected[0]);
        }
    }

    private static Match random(Random random, int depth, boolean[] holds) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind == 0) {
            holds[0] = random.nextBoolean();
            return holds[0] ? remotePorts("443") : remote("10.0.0.2");
        }
        Match left = random(random, depth - 1, holds);
        boolean first = holds[0];
        if (kind == 1) {
            holds[0] = !first;
            return left.not();
        }
        Match right = random(random, depth - 1, holds);
        holds[0] = kind == 2 ? first && holds[0] : first || holds[0];
        return kind == 2 ? left.and(right) : left.or(right);
    }
}
