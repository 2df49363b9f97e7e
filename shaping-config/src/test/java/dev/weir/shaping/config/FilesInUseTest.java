package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.RuleReport;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents as a shaper runs them. */
class FilesInUseTest {
    private static Simulation simulation(String document) throws ConfigurationException {
        Configuration read = Read.document(document);
        Shaper.Builder shaper = Shaper.builder()
                .filters(read.filters())
                .rules(read.rules())
                .settings(read.settings().shaping())
                .defaultPriority(read.settings().defaultPriority());
        read.groups().forEach(shaper::addressGroup);
        return shaper.build().simulate();
    }

    private static Frame frame(int remotePort) {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", remotePort)
                .length(500)
                .outgoing();
    }

    private static Map<String, Long> decided(ShapingReport report) {
        return report.rules().stream().collect(Collectors.toMap(RuleReport::name, RuleReport::packetsIn));
    }

    @Test
    void rules_on_the_traffic_of_a_month_escalate() throws ConfigurationException {
        Simulation simulation = simulation(
                """
                {rules: [
                  {name: 'block', condition: {quantity: 50000, time_unit: 'month'}, priority: 'blocked'},
                  {name: 'slow', condition: {quantity: 45000, time_unit: 'month'}, priority: {
                    download_priority: 'limited', download_limit: 8000, upload_priority: 'limited', upload_limit: 8000}},
                  {name: 'slower than usual', condition: {quantity: 40000, time_unit: 'month'}, priority: {
                    download_priority: 'limited', download_limit: 16000, upload_priority: 'limited', upload_limit: 16000}}]}
                """);
        simulation.every(Duration.ofSeconds(1), 110, () -> frame(443));
        ShapingReport report = simulation.runToIdle();
        assertThat(decided(report))
                .containsEntry("slower than usual", 10L)
                .containsEntry("slow", 10L)
                .containsEntry("block", 9L);
        assertThat(report.outgoing().packetsOut()).isEqualTo(101);
    }

    @Test
    void rules_for_times_of_the_day_take_turns() throws ConfigurationException {
        Simulation simulation = simulation(
                """
                {rules: [{name: 'day', time: [480, 1080], priority: 'blocked'}, {name: 'night', time: [1080, 480], priority: 'high'}]}
                """);
        simulation.startingAt(Instant.parse("2024-05-06T17:59:58Z"));
        simulation.every(Duration.ofSeconds(1), 5, () -> frame(443));
        assertThat(decided(simulation.runToIdle())).containsEntry("day", 2L).containsEntry("night", 3L);
    }

    @Test
    void rules_see_what_a_filter_marks_for_them() throws ConfigurationException {
        Simulation simulation = simulation(
                """
                {filters: [{name: 'telnet', action: 'block', transport_filter: {dest_port_range: [23, 23]}},
                           {name: 'web', action: 'pipe', transport_filter: {dest_port_range: [80, 90]}}],
                 rules: [{name: 'marked', filter_id: '2', priority: 'blocked'}, {name: 'rest', priority: 'low'}]}
                """);
        for (int port : new int[] {23, 80, 90, 91}) {
            simulation.offer(frame(port));
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(decided(report)).containsEntry("marked", 2L).containsEntry("rest", 1L);
    }

    @ParameterizedTest
    @CsvSource({"true, rule", "false, 'C:\\Player.exe'"})
    void rules_come_first_or_not(boolean rulesFirst, String decidedBy) throws ConfigurationException {
        Configuration read = Read.document(
                """
                {rules: [{name: 'rule', priority: 'low'}], settings: {rules_first: %s},
                 priorities: [{executable_path: 'c:\\\\player.EXE', download_priority: 'high', upload_priority: 'high'},
                              {executable_path: 'C:\\\\*', download_priority: 'blocked', upload_priority: 'blocked'}]}
                """
                        .formatted(rulesFirst));
        ProcessResolver player = connection -> new ProcessInfo(7, "C:\\Player.exe", "", "");
        Simulation simulation = Shaper.builder()
                .rules(read.rules())
                .settings(read.settings().shaping())
                .lookup(player)
                .build()
                .simulate();
        simulation.offer(frame(443));
        assertThat(decided(simulation.runToIdle()).entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getKey().toLowerCase(Locale.ROOT)))
                .containsExactly(decidedBy.toLowerCase(Locale.ROOT));
    }

    @Test
    void groups_and_the_default_priority_are_in_force() throws ConfigurationException {
        Simulation simulation = simulation(
                """
                {address_groups: {servers: '192.0.2.0/24'}, rules: [{name: 'servers', remote_endpoint: '@servers', remote_port: 1, priority: 'low'}],
                 settings: {upload_priority: 'blocked'}}
                """);
        simulation.offer(frame(1));
        simulation.offer(frame(2));
        ShapingReport report = simulation.runToIdle();
        assertThat(decided(report)).containsEntry("servers", 1L);
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
    }
}
