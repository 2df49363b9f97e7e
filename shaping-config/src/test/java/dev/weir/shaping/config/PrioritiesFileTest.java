package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrioritiesFileTest {
    private static final ProcessPriority SYNC = new ProcessPriority(
            null, "/usr/bin/rsync", Priorities.perDirection(Priorities.limit(20_000), Priorities.low()));
    private static final ProcessPriority MAIL = new ProcessPriority(null, "C:\\a,b\\mail.exe", Priorities.low());
    private static final ProcessPriority MAIL_THERE = new ProcessPriority(-7, "c:\\A,B\\mail.exe", Priorities.block());
    private static final String DOCUMENT =
            """
            {rules: [{name: 'r', priority: 'high'}], priorities: [
              {executable_path: '/usr/bin/rsync', download_priority: 'limited', download_limit: 20000, upload_priority: 'low'},
              {executable_path: 'C: \\\\a,b\\\\mail.exe', download_priority: 'low', upload_priority: 'low'},
              {executable_path: 'c:\\\\A,B\\\\mail.exe', adapter_id: -7, download_priority: 'blocked', upload_priority: 'blocked'}]}
            """;

    private static Configuration onto(Configuration base, String document) throws ConfigurationException {
        return ConfigurationReader.create().read(document, base).configuration();
    }

    @Test
    void priorities_of_executables_go_with_the_rules() throws ConfigurationException {
        RuleSet rules = Read.document(DOCUMENT).rules();
        assertThat(rules.entries()).extracting(RuleEntry::name).containsExactly("r");
        assertThat(rules.processPriorities()).containsExactly(SYNC, MAIL, MAIL_THERE);
    }

    @Test
    void they_are_written_and_read_again_the_same() throws ConfigurationException {
        Configuration read = Read.document(DOCUMENT);
        String text = ConfigurationWriter.text(read);
        assertThat(text).containsOnlyOnce("\"adapter_id\" : -7,");
        Configuration again = Read.document(text);
        assertThat(again.rules().processPriorities()).containsExactly(SYNC, MAIL, MAIL_THERE);
        assertThat(ConfigurationWriter.text(again)).isEqualTo(text);
    }

    @Test
    void values_without_effect_are_kept_as_long_as_the_priority_is() throws ConfigurationException {
        Configuration read =
                Read.document("{priority: {executable_path: 'a', download_priority: 'low', upload_priority: 'low',"
                        + " download_limit: 4711}}");
        assertThat(ConfigurationWriter.text(read)).contains("\"download_limit\" : 4711");
        assertThat(ConfigurationWriter.text(read.withRules(read.rules().withProcessPriority("a", Priorities.high()))))
                .contains("\"download_priority\" : \"high\"")
                .doesNotContain("4711");
    }

    @Test
    void priorities_set_by_a_program_are_written() throws ConfigurationException {
        RuleSet rules = RuleSet.empty().with("r", Read.rule("priority: 'low'").rule());
        for (ProcessPriority priority : new ProcessPriority[] {SYNC, MAIL, MAIL_THERE}) {
            rules = rules.withProcessPriority(priority);
        }
        Configuration written = Configuration.EMPTY.withRules(rules);
        assertThat(written.rules().processPriorities()).containsExactly(SYNC, MAIL, MAIL_THERE);
        assertThat(Read.document(ConfigurationWriter.text(written)).rules().processPriorities())
                .containsExactly(SYNC, MAIL, MAIL_THERE);
    }

    @Test
    void a_document_with_rules_alone_keeps_the_priorities_there_were() throws ConfigurationException {
        RuleSet current = RuleSet.empty().withProcessPriority(SYNC);
        RuleSet read = onto(
                        Configuration.EMPTY.withRules(current),
                        "{rules: [{name: 'new', remote_port: 443, priority: 'high'}]}")
                .rules();
        assertThat(read.entries()).extracting(RuleEntry::name).containsExactly("new");
        assertThat(read.processPriorities()).containsExactly(SYNC);
    }

    @Test
    void a_single_priority_replaces_that_of_its_executable_and_adapter_alone() throws ConfigurationException {
        Configuration read = onto(
                Read.document(DOCUMENT),
                "{priority: {executable_path: 'C:\\\\A,b\\\\MAIL.exe', download_priority: 'high', upload_priority: 'high'}}");
        assertThat(read.rules().processPriorities())
                .containsExactly(SYNC, MAIL_THERE, new ProcessPriority(null, "C:\\A,b\\MAIL.exe", Priorities.high()));
        assertThat(read.rules().contains("r")).isTrue();
    }

    @Test
    void an_empty_list_resets_all() throws ConfigurationException {
        RuleSet read = onto(Read.document(DOCUMENT), "{priorities: []}").rules();
        assertThat(read.processPriorities()).isEmpty();
        assertThat(read.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/bin/a, /bin/a", "'c:\\\\b', 'C: \\\\B'"})
    void an_executable_has_one_priority(String first, String second) {
        String low = ", download_priority: 'low', upload_priority: 'low'}";
        assertThat(Read.faults("{priorities: [{executable_path: '" + first + "'" + low + ", {executable_path: '"
                        + second + "'" + low + "]}"))
                .extracting(fault -> fault.resource() + "." + fault.field() + " " + fault.code())
                .containsExactly("priorities[1].executable_path already_exists");
    }

    @Test
    void what_is_wrong_with_one_is_told() {
        assertThat(Read.faults("{priorities: [{download_priority: 'low', upload_priority: 'low'},"
                        + " {executable_path: 'a', adapter_id: 'x', download_priority: 'low', upload_priority: 'low'},"
                        + " {executable_path: 'a', download_priority: 'low'}]}"))
                .extracting(fault -> fault.resource() + "." + fault.field() + " " + fault.code())
                .containsExactly(
                        "priorities[0].executable_path missing_field",
                        "priorities[1].adapter_id invalid",
                        "priorities[2].upload_priority missing_field");
    }
}
