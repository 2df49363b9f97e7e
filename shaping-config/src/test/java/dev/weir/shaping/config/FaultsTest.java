package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    @Test
    void all_faults_of_a_document_are_told_together() {
        assertThat(
                        Read.faults(
                                """
                {
                    rules: [
                        {name: 'ports', remote_port: 70000, priority: 'low'},
                        {name: 'days', day_week: [true, true, true, true, true, true], priority: 'low'},
                        {name: 'time', time: [360, 360], priority: 'low'},
                        {name: 'drop', priority: {download_priority: 'dropped', download_drop_rate: 1.5, upload_priority: 'low'}},
                        {name: 'quantity', condition: {quantity: 4, unit: 'GB', time_unit: 'month'}, priority: 'low'},
                        {name: 'category', priority: 'urgent'},
                        {name: 'ports', priority: 'low'},
                        {priority: 'low'},
                        {name: 'nothing'},
                        7
                    ],
                    settings: {level_severity: 101},
                    priorities: [{executable_path: 'a', download_priority: 'low'}]
                }
                """))
                .extracting(fault -> fault.resource() + " " + fault.field() + " " + fault.code())
                .containsExactly(
                        "rules[0] remote_port invalid",
                        "rules[1] day_week invalid",
                        "rules[2] time invalid",
                        "rules[3] priority.download_drop_rate invalid",
                        "rules[4] condition.quantity invalid",
                        "rules[5] priority.download_priority invalid",
                        "rules[5] priority.upload_priority invalid",
                        "rules[6] name already_exists",
                        "rules[7] name missing_field",
                        "rules[8] priority missing_field",
                        "rules[9]  invalid",
                        "settings level_severity invalid",
                        "priorities[0] upload_priority missing_field");
    }

    @Test
    void a_fault_says_what_is_wrong_with_value_and_bound() {
        assertThat(Read.faults("{rules: [{name: 'r', remote_port: 70000, priority: 'low'}]}"))
                .extracting(Fault::toString)
                .containsExactly("rules[0].remote_port: port must be within 0..65535: 70000 at 0 (invalid)");
    }

    @Test
    void the_message_has_all_faults() {
        assertThatThrownBy(() -> Read.document("{rules: [{name: 'r'}, {name: 'r', priority: 'low'}]}"))
                .hasMessage("rules[0].priority: priority must be given (missing_field); "
                        + "rules[1].name: rule name is already in the list: \"r\" (already_exists)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{rules: [ | problems parsing JSON: Unexpected end-of-input",
                "{rules: [{ | problems parsing JSON: Unexpected end-of-input: expected close marker for Object (start marker at line: 1,",
                "{rules: [], rules: []} | problems parsing JSON: Duplicate field 'rules'",
                "{rules: []} {} | problems parsing JSON: Trailing token",
                "{port: 0x} | problems parsing JSON",
                "[1] | body must be a JSON object: [1]",
                "'' | body must be a JSON object: nothing",
                "42 | body must be a JSON object: 42",
            })
    void a_text_that_is_no_object_is_told_as_such(String text, String message) {
        assertThatThrownBy(() -> Read.document(text))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.faults())
                        .isEmpty())
                .hasMessageStartingWith(message);
    }

    @Test
    void a_syntax_error_has_its_place() {
        assertThatThrownBy(() -> Read.document("{\n  rules: [\n    {name: 0xCAFE, process_name: }\n]}"))
                .hasMessageContaining("at line 3, column 34");
    }

    @Test
    void nothing_is_changed_by_a_document_with_a_fault() throws ConfigurationException {
        Configuration base = Read.document("{rules: [{name: 'old', priority: 'low'}], settings: {level_severity: 7}}");
        assertThatThrownBy(() -> ConfigurationReader.create()
                        .read("{rules: [], settings: {level_severity: 8, severity_multiplier: 0}}", base))
                .isInstanceOf(ConfigurationException.class);
        assertThat(base.rules().contains("old")).isTrue();
        assertThat(base.settings().shaping().severity().level()).isEqualTo(7);
    }

    @Test
    void unknown_fields_are_warnings() throws ConfigurationException {
        assertThat(ConfigurationReader.create()
                        .read(
                                """
                        {version: 2, rules: [{name: 'r', remote_prot: 1, any: [{x: 1}], priority: {download_priority: 'low',
                          upload_priority: 'low', y: 2}, condition: {quantity: 1, time_unit: 'day', z: 3}}], settings: {colour: 'red'}}
                        """)
                        .warnings())
                .extracting(Warning::toString)
                .containsExactly(
                        "rules[0].any[0].x: unknown field",
                        "rules[0].condition.z: unknown field",
                        "rules[0].priority.y: unknown field",
                        "rules[0].remote_prot: unknown field",
                        "settings.colour: unknown field",
                        "version: unknown field");
    }

    @Test
    void groups_that_nobody_has_are_warnings() throws ConfigurationException {
        String rules = "rules: [{name: 'r', any: [{remote_endpoint: '@a, @b'}, {protocol: 6}], priority: 'low'}]";
        assertThat(ConfigurationReader.create()
                        .read("{address_groups: {a: '10.0.0.1'}, " + rules + "}")
                        .warnings())
                .extracting(Warning::toString)
                .containsExactly("address_groups: there is no group @b");
    }
}
