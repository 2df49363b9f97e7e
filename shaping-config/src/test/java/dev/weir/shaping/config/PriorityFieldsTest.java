package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Dscp;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.match.Matches;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PriorityFieldsTest {
    private static final String VALUES =
            ", download_limit: 23849, download_delay: 10, download_drop_rate: 0.34, download_delay_jitter: 20"
                    + ", upload_limit: 32223, upload_delay: 45, upload_drop_rate: 0.64, upload_delay_jitter: 53";

    static Stream<Arguments> categories() {
        return Stream.of(
                Arguments.of("high", Priorities.high()),
                Arguments.of("NORMAL", Priorities.normal()),
                Arguments.of("Low", Priorities.low()),
                Arguments.of("limited", Priorities.limit("23849:32223")),
                Arguments.of("delayed", Priorities.perDirection(Priorities.delay(10, 20), Priorities.delay(45, 53))),
                Arguments.of("dropped", Priorities.perDirection(Priorities.drop(0.34), Priorities.drop(0.64))),
                Arguments.of("blocked", Priorities.block()),
                Arguments.of("ignored", Priorities.ignore()),
                Arguments.of(
                        "custom",
                        Priorities.perDirection(
                                Priorities.custom(23_849, 0, 10, 20, 0.34),
                                Priorities.custom(32_223, 0, 45, 53, 0.64))),
                Arguments.of("pass", Priorities.pass()));
    }

    @ParameterizedTest
    @MethodSource("categories")
    void only_the_values_of_the_category_count(String category, Priority expected) throws ConfigurationException {
        assertThat(Read.priority("download_priority: '" + category + "', upload_priority: '" + category + "'" + VALUES))
                .isEqualTo(expected);
    }

    @Test
    void the_directions_are_apart() throws ConfigurationException {
        assertThat(Read.priority(
                        "download_priority: 'dropped', download_drop_rate: '50 %', upload_priority: 'ignored'"))
                .isEqualTo(Priorities.perDirection(Priorities.drop(0.5), Priorities.ignore()));
    }

    @Test
    void values_may_have_units() throws ConfigurationException {
        assertThat(Read.priority("download_priority: 'limited', download_limit: '128 kbps',"
                        + " upload_priority: 'delayed', upload_delay: '1 s', upload_delay_jitter: '5 ms'"))
                .isEqualTo(Priorities.perDirection(Priorities.limit(16_000), Priorities.delay(1_000, 5)));
    }

    @Test
    void a_text_is_the_category_of_both_directions() throws ConfigurationException {
        assertThat(Read.rule("priority: 'blocked'").rule())
                .isEqualTo(Matches.any().then(Priorities.block()));
    }

    @Test
    void limits_may_be_per_connection() throws ConfigurationException {
        assertThat(Read.priority("download_priority: 'limited', download_limit: 20000, upload_priority: 'high',"
                        + " per_connection_limits: true"))
                .isEqualTo(Priorities.perDirection(Priorities.limit(20_000).perConnection(), Priorities.high()));
    }

    static Stream<Arguments> own() {
        Priority limit = Priorities.limit(1_000);
        return Stream.of(
                Arguments.of("stream: 'source-ip'", limit.perStream(Tracking.SOURCE_IP)),
                Arguments.of("policed: true", limit.policed()),
                Arguments.of("penalize_short: true", limit.penalizeShort()),
                Arguments.of("combined: true", limit.combined()),
                Arguments.of("dscp: 46", limit.dscp(Dscp.EF)),
                Arguments.of("bind: '02-00-00-00-00-01'", limit.bind(MacAddress.parse("02:00:00:00:00:01"))),
                Arguments.of("key: 'users'", limit.keyed("users")),
                Arguments.of("counted: true", limit.counted()),
                Arguments.of(
                        "impairment: 'limit=2 kB/s and 5 packets/s'",
                        Priorities.limit(new RateLimit(Rate.bytesPerSecond(2_000), 5))),
                Arguments.of(
                        "quota: {incoming: '20 MB', outgoing: '10 MB', reduced_rate: '50 kB/s'}",
                        Priorities.quota(Quota.of("20:10 MB").then(Rate.kilobytesPerSecond(50)))));
    }

    @ParameterizedTest
    @MethodSource("own")
    void has_a_field_for_everything_a_priority_does(String field, Priority expected) throws ConfigurationException {
        String fields =
                "download_priority: 'limited', download_limit: 1000, upload_priority: 'limited', upload_limit: 1000"
                        + ", download_" + field + ", upload_" + field;
        assertThat(Read.priority(fields)).isEqualTo(expected);
    }

    @Test
    void a_custom_priority_may_be_any_impairment() throws ConfigurationException {
        assertThat(Read.priority(
                        "download_priority: 'custom', download_impairment: 'rate=10 Mbit/s delay=40 ms loss=1 %',"
                                + " upload_priority: 'normal'"))
                .isEqualTo(Priorities.perDirection(
                        Priorities.custom(Impairment.parse("rate=10 Mbit/s delay=40 ms loss=1 %")),
                        Priorities.normal()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "download_priority: 'urgent' | download_priority invalid",
                "download_priority: null | download_priority missing_field",
                "download_priority: 'limited' | download_limit missing_field",
                "download_priority: 'limited', download_limit: -1 | download_limit invalid",
                "download_priority: 'high', download_limit: '1 bit/s' | download_limit invalid",
                "download_priority: 'delayed', download_delay: -1 | download_delay invalid",
                "download_priority: 'delayed', download_delay: '1 s loss=1 %' | download_delay invalid",
                "download_priority: 'high', download_delay_jitter: 4000000 | download_delay_jitter invalid",
                "download_priority: 'high', download_drop_rate: 1.5 | download_drop_rate invalid",
                "download_priority: 'high', download_drop_rate: 'half' | download_drop_rate invalid",
                "download_priority: 'high', download_combined: true | download_combined invalid",
                "download_priority: 'high', download_dscp: 64 | download_dscp invalid",
                "download_priority: 'high', download_quota: {incoming: 1} | download_quota invalid",
                "download_priority: 'limited', download_quota: {period: 'day'} | download_quota.action invalid",
                "download_priority: 'limited', download_quota: {incoming: 1, period: 'lunch'} | download_quota.period invalid",
                "download_priority: 'high', download_impairment: 'loss=1 %' | download_impairment invalid",
                "download_priority: 'default' | download_priority invalid",
                "download_priority: 'high', per_connection_limits: 'often' | per_connection_limits invalid",
            })
    void a_wrong_value_is_a_fault_of_its_field(String fields, String fault) {
        assertThat(Read.ruleFaults("priority: {" + fields + ", upload_priority: 'low'}"))
                .containsExactly("priority." + fault);
    }

    @Test
    void warns_of_what_has_no_effect() throws ConfigurationException {
        assertThat(ConfigurationReader.create()
                        .read(
                                "{rules: [{name: 'r', priority: {download_priority: 'high', download_policed: true, upload_priority: 'low'}}]}")
                        .warnings())
                .extracting(Warning::toString)
                .containsExactly(
                        "rules[0].priority.download_stream: stream, policed and penalize_short have no effect without a limit");
    }
}
