package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.ProcessIs;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrioritiesFileTest {
    private static final String DOCUMENT =
            """
            {rules: [{name: 'r', priority: 'high'}], priorities: [
              {executable_path: '/usr/bin/rsync', download_priority: 'limited', download_limit: 20000, upload_priority: 'low'},
              {executable_path: 'C: \\\\a,b\\\\mail.exe', download_priority: 'low', upload_priority: 'low'}]%s}
            """;

    @Test
    void priorities_of_executables_are_rules_behind_the_rules() throws ConfigurationException {
        Configuration read = Read.document(DOCUMENT.formatted(""));
        Rule limited = new ProcessIs(List.of("/usr/bin/rsync"))
                .then(Priorities.perDirection(Priorities.limit(20_000), Priorities.low())
                        .perStream(Tracking.PROCESS));
        Rule low = new ProcessIs(List.of("C:\\a,b\\mail.exe")).then(Priorities.low());
        assertThat(read.effectiveRules().entries())
                .containsExactly(
                        RuleEntry.of("r", Matches.any().then(Priorities.high())),
                        RuleEntry.of("priority of /usr/bin/rsync", limited),
                        RuleEntry.of("priority of C:\\a,b\\mail.exe", low));
    }

    @Test
    void they_come_first_if_rules_do_not() throws ConfigurationException {
        Configuration read = Read.document(
                DOCUMENT.formatted(", settings: {rules_first: false, limit_multiple_instances_as_one: true}"));
        assertThat(read.effectiveRules().entries())
                .extracting(RuleEntry::name)
                .containsExactly("priority of /usr/bin/rsync", "priority of C:\\a,b\\mail.exe", "r");
        assertThat(read.effectiveRules().entries().get(0).rule())
                .isEqualTo(new ProcessIs(List.of("/usr/bin/rsync"))
                        .then(Priorities.perDirection(Priorities.limit(20_000), Priorities.low())));
    }

    @Test
    void a_single_priority_replaces_that_of_its_executable_alone() throws ConfigurationException {
        Configuration base = Read.document(DOCUMENT.formatted(""));
        Configuration read = ConfigurationReader.create()
                .read(
                        "{priority: {executable_path: '/usr/bin/rsync', download_priority: 'blocked', upload_priority: 'blocked'}}",
                        base)
                .configuration();
        assertThat(read.priorities())
                .containsExactly(
                        new ProcessPriority("/usr/bin/rsync", Priorities.block()),
                        new ProcessPriority("C:\\a,b\\mail.exe", Priorities.low()));
        assertThat(read.rules().contains("r")).isTrue();
    }

    @Test
    void an_empty_list_resets_all() throws ConfigurationException {
        Configuration base = Read.document(DOCUMENT.formatted(""));
        assertThat(ConfigurationReader.create()
                        .read("{priorities: []}", base)
                        .configuration()
                        .priorities())
                .isEmpty();
        assertThat(base.withPriorities(List.of()).effectiveRules().entries()).hasSize(1);
    }

    @Test
    void an_executable_has_one_priority() {
        assertThat(Read.faults("{priorities: [{executable_path: 'a', download_priority: 'low', upload_priority: 'low'},"
                        + " {executable_path: 'a', download_priority: 'low', upload_priority: 'low'}]}"))
                .extracting(Fault::toString)
                .containsExactly(
                        "priorities[1].executable_path: executable is already in the list: \"a\" (already_exists)");
        ProcessPriority one = new ProcessPriority("a", Priorities.low());
        assertThatThrownBy(() -> Configuration.EMPTY.withPriorities(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("executable is already in the list: \"a\"");
    }

    @Test
    void a_rule_may_have_the_name_of_a_priority() throws ConfigurationException {
        assertThat(Read.document(
                                "{rules: [{name: 'priority of a', priority: 'low'}],"
                                        + " priorities: [{executable_path: 'a', download_priority: 'low', upload_priority: 'low'}]}")
                        .effectiveRules()
                        .entries())
                .extracting(RuleEntry::name)
                .containsExactly("priority of a", "priority of a'");
    }
}
