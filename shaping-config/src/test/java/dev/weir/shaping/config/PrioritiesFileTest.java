package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.Matches;
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
    void priorities_of_executables_are_with_the_rules() throws ConfigurationException {
        Configuration read = Read.document(DOCUMENT.formatted(""));
        assertThat(read.effectiveRules().entries())
                .containsExactly(RuleEntry.of("r", Matches.any().then(Priorities.high())));
        assertThat(read.effectiveRules().processPriorities())
                .containsExactly(
                        new ProcessPriority(
                                null,
                                "/usr/bin/rsync",
                                Priorities.perDirection(Priorities.limit(20_000), Priorities.low())),
                        new ProcessPriority(null, "C:\\a,b\\mail.exe", Priorities.low()));
    }

    @Test
    void they_come_back_from_what_is_written() throws ConfigurationException {
        RuleSet rules = RuleSet.empty()
                .withProcessPriority("a", Priorities.limit(5).perConnection())
                .withProcessPriority(-3, "a", Priorities.low());
        String text = ConfigurationWriter.text(Configuration.EMPTY.withRules(rules));
        assertThat(Read.document(text).effectiveRules().processPriorities()).isEqualTo(rules.processPriorities());
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
                        new ProcessPriority(null, "/usr/bin/rsync", Priorities.block()),
                        new ProcessPriority(null, "C:\\a,b\\mail.exe", Priorities.low()));
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
        assertThat(base.withPriorities(List.of()).effectiveRules().processPriorities())
                .isEmpty();
    }

    @Test
    void an_executable_has_one_priority() {
        assertThat(Read.faults("{priorities: [{executable_path: 'a', download_priority: 'low', upload_priority: 'low'},"
                        + " {executable_path: 'a', download_priority: 'low', upload_priority: 'low'}]}"))
                .extracting(Fault::toString)
                .containsExactly(
                        "priorities[1].executable_path: executable is already in the list: \"a\" (already_exists)");
        ProcessPriority one = new ProcessPriority(null, "a", Priorities.low());
        assertThatThrownBy(() -> Configuration.EMPTY.withPriorities(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("executable is already in the list: \"a\"");
    }
}
