package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.match.Matches.sourcePorts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Adapter;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.core.live.InputRecorder;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Local ports tell the process: the port divided by 10 is its id; ids 10 to 19 run the player, 20 to 29 the loader, 30 a program of another system. */
class ProcessPriorityTest {
    private static final ProcessResolver BY_PORT = ProcessPriorityTest::owner;
    private static final int PLAYER = 100;
    private static final int LOADER = 200;
    private static final int FOREIGN = 300;
    private static final int NOBODY = 9;

    private final List<Long> releases = new ArrayList<>();

    private static ProcessInfo owner(Connection connection) {
        int pid = connection.localPort() / 10;
        String path =
                switch (pid / 10) {
                    case 1 -> "/opt/Player";
                    case 2 -> "/opt/loader";
                    case 3 -> "C:\\Program Files\\App.exe";
                    default -> pid == 0 ? "" : "/opt/other" + pid;
                };
        return pid == 0 ? ProcessInfo.UNKNOWN : new ProcessInfo(pid, path, "", "");
    }

    private static Shaper.Builder shaper() {
        return Shaper.builder().lookup(BY_PORT);
    }

    private static Frame out(int localPort) {
        return Packets.udp("10.0.0.2", localPort, "192.0.2.7", 443)
                .length(1_000)
                .outgoing();
    }

    private static Frame in(int localPort) {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", localPort)
                .length(1_000)
                .incoming();
    }

    /** Which rule decided each packet, and how. */
    private static List<String> decisions(Simulation simulation, Frame... frames) {
        DecisionLedger ledger = DecisionLedger.keepLast(100);
        simulation.ledger(ledger);
        for (Frame frame : frames) {
            simulation.offer(frame);
        }
        simulation.runToIdle();
        return ledger.lines().stream()
                .map(line -> line.replaceAll(".*\"rule\":\"([^\"]*)\",\"priority\":\"([^\"]*)\".*", "$1: $2"))
                .toList();
    }

    @Test
    void decides_for_its_executable_alone_what_no_rule_does() {
        Simulation simulation = shaper().rule(
                        "dns", (packet, context) -> packet.localPort() == PLAYER + 3 ? ignore() : pass())
                .processPriority("/opt/Player", high())
                .processPriority("/opt/loader", low())
                .defaultPriority(drop(0.0))
                .build()
                .simulate();
        assertThat(decisions(
                        simulation,
                        out(PLAYER),
                        in(PLAYER + 11),
                        out(PLAYER + 3),
                        out(LOADER),
                        out(FOREIGN),
                        out(NOBODY),
                        Packets.arp("10.0.0.2", "10.0.0.1").outgoing()))
                .containsExactly(
                        "/opt/Player: high",
                        "/opt/Player: high",
                        "dns: ignored",
                        "/opt/loader: low",
                        "default: dropped",
                        "default: dropped",
                        "default: dropped");
        assertThat(simulation.report().rules())
                .extracting(RuleReport::name)
                .containsExactly("dns", "/opt/Player", "/opt/loader", "default");
    }

    @ParameterizedTest
    @CsvSource({"true, rule: low", "false, /opt/Player: high"})
    void goes_after_the_rules_or_before_them(boolean rulesFirst, String decision) {
        Simulation simulation = shaper().rule("rule", (packet, context) -> low())
                .processPriority("/opt/Player", high())
                .settings(Settings.builder().rulesFirst(rulesFirst).build())
                .build()
                .simulate();
        assertThat(decisions(simulation, out(PLAYER), out(LOADER))).containsExactly(decision, "rule: low");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filters_go_before_both(boolean rulesFirst) {
        List<Integer> judged = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        ProcessResolver owner = connection -> {
            asked.add(connection.localPort());
            return owner(connection);
        };
        Simulation simulation = Shaper.builder()
                .lookup(owner)
                .filter(Filter.block("blocked", sourcePorts("100")))
                .filter(Filter.ignore("ignored", sourcePorts("101")))
                .rule("rule", (packet, context) -> {
                    judged.add(packet.localPort());
                    return pass();
                })
                .processPriority("/opt/Player", drop(1.0))
                .settings(Settings.builder().rulesFirst(rulesFirst).build())
                .build()
                .simulate();
        for (int port = PLAYER; port < PLAYER + 3; port++) {
            simulation.offer(out(port));
        }
        assertThat(asked).containsExactly(PLAYER + 2);
        assertThat(judged).isEqualTo(rulesFirst ? List.of(PLAYER + 2) : List.of());
        ShapingReport report = simulation.runToIdle();
        assertThat(report.filters()).extracting(FilterStats::packets).containsExactly(1L, 1L);
        assertThat(report.outgoing().packetsIn()).isEqualTo(1);
        assertThat(report.outgoing().packetsOut()).isZero();
    }

    @Test
    void an_adapter_has_priorities_of_its_own() {
        Adapter wired = new Adapter(7, "eth0");
        Adapter wireless = new Adapter(-3, "wlan0");
        Simulation simulation = shaper().processPriority(-3, "/opt/Player", block())
                .processPriority("/opt/Player", high())
                .processPriority(7, "/opt/loader", low())
                .processPriority(0, "/opt/loader", block())
                .build()
                .simulate();
        assertThat(decisions(
                        simulation,
                        out(PLAYER).adapter(wired),
                        out(PLAYER).adapter(wireless),
                        out(PLAYER),
                        out(LOADER).adapter(wired),
                        out(LOADER).adapter(wireless),
                        out(LOADER)))
                .containsExactly(
                        "/opt/Player: high",
                        "/opt/Player on adapter -3: blocked",
                        "/opt/Player: high",
                        "/opt/loader on adapter 7: low",
                        "default: normal",
                        "default: normal");
    }

    @Test
    void compares_paths_of_windows_without_case() {
        Simulation simulation = shaper().processPriority("c:\\program files\\APP.EXE", low())
                .processPriority("/opt/player", low())
                .build()
                .simulate();
        assertThat(decisions(simulation, out(FOREIGN), out(PLAYER)))
                .containsExactly("c:\\\\program files\\\\APP.EXE: low", "default: normal");
    }

    /** How long eleven packets of each local port take under a limit of 20 kB/s, of which 1514 bytes pass at once. */
    private static List<Long> millis(Shaper shaper, int... ports) {
        List<Long> last = new ArrayList<>(Collections.nCopies(ports.length, -1L));
        Simulation simulation = shaper.simulate().onRelease(packet -> {
            for (int i = 0; i < ports.length; i++) {
                if (Arrays.equals(packet.copyBytes(), out(ports[i]).bytes())) {
                    last.set(i, packet.releaseNanos() / 1_000_000);
                }
            }
        });
        for (int packet = 0; packet < 11; packet++) {
            for (int port : ports) {
                simulation.offer(out(port));
            }
        }
        simulation.runToIdle();
        return last;
    }

    @Test
    void a_limit_is_each_process_own_unless_instances_are_one() {
        Shaper.Builder limited =
                shaper().processPriority("/opt/Player", limit(20_000)).processPriority("/opt/loader", limit(20_000));
        assertThat(millis(limited.build(), PLAYER, PLAYER + 1, PLAYER + 10, LOADER))
                .as("two connections of one process, one of another, and another program")
                .containsExactly(974L, 1_024L, 474L, 474L);
        Shaper asOne = limited.settings(
                        Settings.builder().multipleInstancesAsOne(true).build())
                .build();
        assertThat(millis(asOne, PLAYER, PLAYER + 10, LOADER)).containsExactly(974L, 1_024L, 474L);
    }

    @Test
    void a_limit_may_be_for_each_connection() {
        Shaper shaper = shaper().processPriority("/opt/Player", limit(20_000).perConnection())
                .settings(Settings.builder().multipleInstancesAsOne(true).build())
                .build();
        assertThat(millis(shaper, PLAYER, PLAYER + 1, PLAYER + 2, PLAYER + 10, PLAYER + 11))
                .containsOnly(474L);
    }

    @Test
    void the_directions_are_independent() {
        Simulation simulation = shaper().processPriority("/opt/Player", perDirection(drop(1.0), ignore()))
                .build()
                .simulate();
        simulation.offer(in(PLAYER));
        simulation.offer(out(PLAYER));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.incoming().packetsOut()).isZero();
        assertThat(report.outgoing().packetsIgnored()).isEqualTo(1);
    }

    @Test
    void one_that_passes_or_only_modifies_leaves_the_rest_to_the_default() {
        Simulation simulation = shaper().processPriority("/opt/Player", pass())
                .processPriority("/opt/loader", dscp(46))
                .defaultPriority(low())
                .build()
                .simulate();
        assertThat(decisions(simulation, out(PLAYER), out(LOADER))).containsExactly("default: low", "/opt/loader: low");
    }

    @Test
    void edits_keep_what_did_not_change() {
        Simulation simulation = shaper().processPriority("/opt/Player", limit(1_000))
                .processPriority("/opt/loader", limit(1_000))
                .build()
                .simulate()
                .onRelease(packet -> releases.add(packet.releaseNanos() / 1_000_000));
        simulation.offer(out(PLAYER));
        simulation.offer(out(LOADER));
        simulation.rules(rules -> rules.withProcessPriority("/opt/loader", limit(2_000))
                .withProcessPriority("/opt/Player", limit(1_000))
                .with("last", (packet, context) -> pass()));
        simulation.offer(out(PLAYER));
        simulation.offer(out(LOADER));
        simulation.rules(RuleSet::withoutProcessPriorities);
        simulation.offer(out(PLAYER));
        simulation.offer(out(LOADER));
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 0L, 0L, 0L, 0L, 486L);
        assertThat(report.rules().get(0).name()).isEqualTo("last");
        assertThat(report.rules())
                .filteredOn(rule -> rule.name().startsWith("/opt"))
                .extracting(RuleReport::packetsOut)
                .containsExactly(2L, 2L);
    }

    @Test
    void works_for_more_executables_than_are_remembered() {
        Simulation simulation = shaper().processPriority("/opt/other4150", block())
                .processPriority("/opt/other77", block())
                .build()
                .simulate();
        for (int round = 0; round < 2; round++) {
            for (int pid = 40; pid < 4_200; pid++) {
                simulation.offer(out(10 * pid));
            }
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules()).extracting(RuleReport::packetsIn).containsExactly(2L, 2L, 2 * 4_160L - 4);
    }

    @Test
    void a_resolver_that_fails_knows_nothing() {
        ProcessResolver broken = connection -> {
            throw new IllegalStateException("broken");
        };
        Simulation simulation = Shaper.builder()
                .lookup(broken)
                .processPriority("/opt/Player", block())
                .build()
                .simulate();
        assertThat(decisions(simulation, out(PLAYER))).containsExactly("default: normal");
    }

    @Test
    void a_set_of_rules_holds_one_for_each_executable_and_adapter() {
        RuleSet rules = RuleSet.empty()
                .withProcessPriority("C:\\a.exe", high())
                .withProcessPriority(1, "C:\\a.exe", high())
                .withProcessPriority("c:\\A.exe", low());
        assertThat(rules.processPriorities())
                .containsExactly(
                        new ProcessPriority(1, "C:\\a.exe", high()), new ProcessPriority(null, "c:\\A.exe", low()));
        assertThat(rules.withProcessPriority("c:\\A.exe", low())).isSameAs(rules);
        assertThat(rules.with("a", (packet, context) -> pass()).processPriorities())
                .isEqualTo(rules.processPriorities());
        assertThat(rules.withoutProcessPriority(1, "C:\\A.EXE").processPriorities())
                .extracting(ProcessPriority::name)
                .containsExactly("c:\\A.exe");
        assertThat(rules.withoutProcessPriority("C:\\A.EXE").processPriorities())
                .extracting(ProcessPriority::name)
                .containsExactly("C:\\a.exe on adapter 1");
        assertThat(rules.withoutProcessPriorities().processPriorities()).isEmpty();
        assertThat(InputRecorder.names(rules)).isEqualTo("C:\\a.exe on adapter 1: high\nc:\\A.exe: low");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.withProcessPriority(" ", low()))
                .withMessage("executable must not be blank: \" \"");
    }

    @ParameterizedTest
    @CsvSource({"true, rule", "false, /opt/Player on adapter 7"})
    void a_tester_tells_of_it(boolean rulesFirst, String both) {
        Adapter wired = new Adapter(7, "eth0");
        RuleTester tester = RuleTester.of(shaper().rule("rule", (packet, context) -> packet.outgoing() ? low() : pass())
                .processPriority(7, "/opt/Player", high())
                .processPriority("/opt/loader", pass())
                .settings(Settings.builder().rulesFirst(rulesFirst).build())
                .build());
        assertThat(tester.judge(out(PLAYER).adapter(wired)).decidedBy()).isEqualTo(both);
        assertThat(tester.judge(in(PLAYER).adapter(wired)).decidedBy()).isEqualTo("/opt/Player on adapter 7");
        assertThat(tester.judge(in(PLAYER).adapter(wired)).priority()).isEqualTo(high());
        assertThat(tester.judge(in(PLAYER)).decidedBy()).isNull();
        assertThat(tester.judge(in(LOADER)).decidedBy()).isNull();
        assertThat(tester.judge(out(LOADER)).decidedBy()).isEqualTo("rule");
    }

    @Test
    void is_found_without_allocating() {
        Simulation simulation = shaper().processPriority("/opt/Player", high())
                .processPriority(-9, "/opt/Player", low())
                .build()
                .simulate();
        Frame frame = out(PLAYER).adapter(new Adapter(-1_000, "eth0"));
        for (int packet = 0; packet < 60_000; packet++) {
            simulation.offer(frame);
        }
        long before = allocated();
        for (int packet = 0; packet < 60_000; packet++) {
            simulation.offer(frame);
        }
        simulation.run(Duration.ofSeconds(1));
        assertThat(allocated() - before).isLessThan(65_536);
        assertThat(simulation.report().rules().get(0).packetsIn()).isEqualTo(120_000);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
