package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckCommandTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rules.json"), text);
    }

    @Test
    void tells_what_each_rule_means_and_which_never_decides() throws IOException {
        Path file = file(
                """
                {
                    filters: [{name: 'telnet', action: 'block', transport_filter: {dest_port_range: [23, 23]}}],
                    rules: [
                        {name: 'web', remote_port: '80, 443', priority: 'high'},
                        {name: 'tls', remote_port: '443', protocol: 6, priority: 'low'},
                        {name: 'odd', remote_port: '443', any: [{remote_port: '80'}], priority: 'low'},
                        {name: 'rest', enabled: false, priority: 'blocked'},
                    ],
                    priorities: [{executable_path: '/bin/sync', download_priority: 'low', upload_priority: 'low'}],
                    settings: {download_priority: 'limited', download_limit: 50000}
                }
                """);
        Run run = Run.of("rules", "check", file);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        """
                filter 1. "telnet": if destination port in 23: blocked before the rules
                1. "web": if remote port in 80, 443: high priority
                2. "tls": if remote port in 443 and protocol TCP: low priority
                   never decides: hidden by 1. "web"
                3. "odd": if remote port in 443 and remote port in 80: low priority
                   never decides: its conditions exclude each other
                4. "rest": (not enabled) every packet: blocked
                executable /bin/sync: low priority
                else: download at most 50 kB/s, upload normal priority
                """);
        assertThat(run.code()).isZero();
        assertThat(Run.of("rules", "check", "--strict", file).code()).isEqualTo(1);
    }

    @Test
    void tells_of_executables_first_if_rules_do_not_come_first() throws IOException {
        Path file = file(
                "{rules: [{name: 'a', priority: 'high'}], settings: {rules_first: false}, priorities:"
                        + " [{executable_path: '/bin/sync', adapter_id: 3, download_priority: 'low', upload_priority: 'low'}]}");
        assertThat(Run.of("rules", "check", file).out())
                .isEqualTo(
                        """
                executable /bin/sync on adapter 3: low priority
                1. "a": every packet: high priority
                else: normal priority
                """);
    }

    @Test
    void passes_over_unknown_fields_with_a_warning() throws IOException {
        Path file = file("{rules: [{name: 'a', colour: 'red', priority: 'low'}]}");
        Run run = Run.of("rules", "check", file);
        assertThat(run.err()).isEqualTo("weir: " + file + ": rules[0].colour: unknown field\n");
        assertThat(run.code()).isZero();
        assertThat(Run.of("rules", "check", "--strict", file).code()).isEqualTo(1);
    }

    @Test
    void tells_everything_that_is_wrong() throws IOException {
        Path file = file("{rules: [{name: 'a', remote_port: 70000}, {priority: 'low'}]}");
        Run run = Run.of("rules", "check", file);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        "weir: " + file + ": rules[0].remote_port: port must be within 0..65535: 70000 at 0 (invalid)",
                        "weir: " + file + ": rules[0].priority: priority must be given (missing_field)",
                        "weir: " + file + ": rules[1].name: name must be given (missing_field)");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void fails_where_there_is_nothing_to_check() throws IOException {
        Path none = folder.resolve("none");
        Run missing = Run.of("rules", "check", none);
        assertThat(missing.err()).isEqualTo("weir: " + none + ": no such file\n");
        assertThat(missing.code()).isEqualTo(1);
        Run broken = Run.of("rules", "check", file("{"));
        assertThat(broken.err()).startsWith("weir: " + folder.resolve("rules.json") + ": problems parsing JSON: ");
        assertThat(broken.code()).isEqualTo(1);
    }
}
