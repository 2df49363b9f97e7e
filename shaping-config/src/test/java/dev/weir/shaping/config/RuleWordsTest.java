package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority: 'high' | every packet: high priority",
                "direction: 'outgoing', remote_port: '443, 8000-8100', priority: 'low' | if outgoing and remote port in 443, 8000-8100: low priority",
                "process_name: 'a, b', priority: 'ignored' | if process a or b: sent at once, past all limits",
                "any: [{protocol: 6}, {user: 'x', ssid: 'y'}], priority: 'blocked' | if protocol TCP or (wireless network \"y\" and user x): blocked",
                "not: {country_code: 'UK, US'}, priority: 'normal' | if not country in GB, US: normal priority",
                "time: [480, 1080], month: [true, false, false, false, false, false, false, false, false, false, false, true], priority: 'pass'"
                        + " | if from 08:00 to 18:00 and in january, december: left to the next rule",
                "condition: {quantity: '4 GB', time_unit: 'month'}, priority: 'low' | if its traffic in the last 1 month is more than 4 GB: low priority",
                "enabled: false, priority: 'low' | (not enabled) every packet: low priority",
                "enabled_schedule: {name: 's', times: 'sat'}, priority: 'low' | on schedule \"s\" (saturday 00:00-24:00), every packet: low priority",
                "ladder: {time_unit: 'month', steps: [{above: '4 GB', priority: 'low'}, {above: '5 GB', priority: 'blocked'}]}"
                        + " | every packet, by its traffic in the last 1 month: above 4 GB low priority; above 5 GB blocked",
            })
    void a_rule_is_told_in_words(String fields, String words) throws ConfigurationException {
        assertThat(RuleWords.of(Read.rule(fields))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "download_priority: 'limited', download_limit: 50000, upload_priority: 'delayed', upload_delay: 40, upload_delay_jitter: 5"
                        + " | download at most 50 kB/s, upload delayed by 40 ms, give or take 5 ms",
                "download_priority: 'dropped', download_drop_rate: 0.5, upload_priority: 'dropped', upload_drop_rate: 0.5 | loses 50 %",
                "download_priority: 'limited', download_limit: 1, upload_priority: 'limited', upload_limit: 1, per_connection_limits: true"
                        + " | at most 1 B/s for each connection",
                "download_priority: 'custom', download_limit: 2000000, download_drop_rate: 0.1, upload_priority: 'custom', upload_dscp: 46"
                        + " | download loses 10 %, at most 2 MB/s, upload not changed, marked with DSCP 46",
            })
    void a_priority_is_told_in_words(String fields, String words) throws ConfigurationException {
        assertThat(RuleWords.of(Read.priority(fields))).isEqualTo(words);
    }

    @Test
    void every_rule_has_words() {
        for (int seed = 0; seed < 300; seed++) {
            new RandomRules(seed).rules().entries().forEach(entry -> assertThat(RuleWords.of(entry))
                    .isNotBlank()
                    .doesNotContain("null", "Optional", "@[", Locale.class.getName()));
        }
    }
}
