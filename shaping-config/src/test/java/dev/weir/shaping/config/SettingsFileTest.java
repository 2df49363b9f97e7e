package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.BindFailure;
import dev.weir.shaping.ClassSharing;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleFailure;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    private static final List<String> PUBLISHED = List.of(
            "log_errors_to_system_events_log",
            "check_bandwidth",
            "bandwidth_limit",
            "bandwidth_recalculate",
            "bandwidth_recalculate_interval",
            "limit_multiple_instances_as_one",
            "limit_download_traffic",
            "download_traffic_limit",
            "limit_upload_traffic",
            "upload_traffic_limit",
            "high_priority_for_ack",
            "preferred_latency",
            "fast_traffic_detection",
            "download_priority",
            "download_limit",
            "download_delay",
            "download_drop_rate",
            "download_delay_jitter",
            "upload_priority",
            "upload_limit",
            "upload_delay",
            "upload_drop_rate",
            "upload_delay_jitter",
            "per_connection_limits",
            "count_ignored_processes_traffic",
            "level_severity",
            "severity_multiplier",
            "rules_first");

    @Test
    void every_published_setting_is_taken() throws ConfigurationException {
        GeneralSettings settings = Read.document(
                        """
                {settings: {log_errors_to_system_events_log: false, check_bandwidth: true, bandwidth_limit: 0.5, bandwidth_recalculate: true,
                  bandwidth_recalculate_interval: 60000, limit_multiple_instances_as_one: true, limit_download_traffic: true,
                  download_traffic_limit: 100000, limit_upload_traffic: true, upload_traffic_limit: '50 kB/s', high_priority_for_ack: true,
                  preferred_latency: 5, fast_traffic_detection: false, download_priority: 'limited', download_limit: 10000,
                  upload_priority: 'low', count_ignored_processes_traffic: true, level_severity: 51, severity_multiplier: 3,
                  rules_first: false}}
                """)
                .settings();
        assertThat(settings)
                .isEqualTo(new GeneralSettings(
                        Settings.builder()
                                .detection(new BandwidthDetection(0.5, Duration.ofMinutes(1)))
                                .systemDownload(Rate.kilobytesPerSecond(100))
                                .systemUpload(Rate.kilobytesPerSecond(50))
                                .acks(AckPolicy.HIGH)
                                .preferredLatency(Duration.ofMillis(5))
                                .fastDetection(false)
                                .countIgnoredTraffic(true)
                                .severity(new Severity(51, 3))
                                .rulesFirst(false)
                                .multipleInstancesAsOne(true)
                                .build(),
                        Priorities.perDirection(Priorities.limit(10_000), Priorities.low()),
                        false));
    }

    @Test
    void our_own_settings_are_taken() throws ConfigurationException {
        Settings settings = Read.document(
                        "{settings: {share_per_class: true, high_priority_for_ack: true, acks_skip_limits: true,"
                                + " account_excluded: true, short_packet_threshold: 100, short_packet_padding: 200, preferred_latency: '20 ms',"
                                + " bind_failure: 'pass-unbound', rule_failure: 'block'}}")
                .settings()
                .shaping();
        assertThat(settings)
                .isEqualTo(Settings.builder()
                        .sharing(ClassSharing.PER_CLASS)
                        .acks(AckPolicy.BYPASS_LIMITS)
                        .accountExcluded(true)
                        .shortPackets(100, 200)
                        .bindFailure(BindFailure.PASS_UNBOUND)
                        .ruleFailure(RuleFailure.BLOCK)
                        .preferredLatency(Duration.ofMillis(20))
                        .build());
    }

    @Test
    void what_is_not_given_keeps_its_value() throws ConfigurationException {
        Configuration first = Read.document(
                "{settings: {level_severity: 7, download_priority: 'low', limit_upload_traffic: true, upload_traffic_limit: 9}}");
        Configuration second = ConfigurationReader.create()
                .read("{settings: {severity_multiplier: 2, rules_first: null, limit_upload_traffic: false}}", first)
                .configuration();
        assertThat(second.settings().shaping().severity()).isEqualTo(new Severity(7, 2));
        assertThat(second.settings().defaultPriority())
                .isEqualTo(Priorities.perDirection(Priorities.low(), Priorities.normal()));
        assertThat(second.settings().shaping().rulesFirst()).isTrue();
        assertThat(second.settings().shaping().systemLimit(Direction.OUTGOING)).isNull();
        Configuration third = ConfigurationReader.create()
                .read("{settings: {limit_upload_traffic: true}}", second)
                .configuration();
        assertThat(third.settings().shaping().systemLimit(Direction.OUTGOING)).isEqualTo(Rate.bytesPerSecond(9));
    }

    @Test
    void a_new_category_of_the_default_priority_ends_what_the_old_one_had() throws ConfigurationException {
        Configuration first = Read.document(
                "{settings: {download_priority: 'limited', download_quota: {incoming: '1 MB'}, upload_priority: 'low', upload_dscp: 7}}");
        Configuration second = ConfigurationReader.create()
                .read("{settings: {download_priority: 'high'}}", first)
                .configuration();
        assertThat(second.settings().defaultPriority())
                .isEqualTo(Priorities.perDirection(
                        Priorities.high(), Priorities.low().dscp(Dscp.of(7))));
    }

    @Test
    void nothing_given_is_the_defaults() throws ConfigurationException {
        assertThat(Read.document("{}").settings()).isEqualTo(GeneralSettings.DEFAULT);
        assertThat(Read.document("{settings: null}").settings()).isEqualTo(GeneralSettings.DEFAULT);
        assertThat(ConfigurationWriter.text(Configuration.EMPTY)).isEqualTo("{\n  \"rules\" : [ ]\n}\n");
    }

    @Test
    void the_listing_has_all_published_names_also_where_nothing_was_set() throws ConfigurationException {
        String listed = ConfigurationWriter.settings(Configuration.EMPTY);
        assertThat(PUBLISHED).hasSize(28).doesNotHaveDuplicates();
        assertThat(Json.parse(listed).fieldNames()).toIterable().containsAll(PUBLISHED);
        assertThat(Read.document(listed).settings()).isEqualTo(GeneralSettings.DEFAULT);
        assertThat(Json.parse(listed).size()).as("published and our own").isEqualTo(PUBLISHED.size() + 7);
        assertThat(ConfigurationWriter.settings(Read.document(listed))).isEqualTo(listed);
        Configuration partial = Read.document("{settings: {level_severity: 7}}");
        assertThat(Json.parse(ConfigurationWriter.text(partial)).get("settings").fieldNames())
                .toIterable()
                .containsAll(PUBLISHED);
    }

    @Test
    void a_share_above_one_is_one_with_a_warning() throws ConfigurationException {
        Reading reading =
                ConfigurationReader.create().read("{settings: {check_bandwidth: true, bandwidth_limit: 123.0}}");
        assertThat(reading.configuration().settings().shaping().detection())
                .isEqualTo(new BandwidthDetection(1.0, Duration.ofHours(1)));
        assertThat(reading.warnings())
                .extracting(Warning::toString)
                .containsExactly(
                        "settings.bandwidth_limit: bandwidth share must be at most 1, and is taken as 1: 123.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bandwidth_limit: 0 | bandwidth_limit",
                "check_bandwidth: true, bandwidth_recalculate: true, bandwidth_recalculate_interval: 10 | bandwidth_recalculate_interval",
                "limit_download_traffic: true, download_traffic_limit: 0 | download_traffic_limit",
                "upload_traffic_limit: -1 | upload_traffic_limit",
                "preferred_latency: 1001 | preferred_latency",
                "preferred_latency: 'PT' | preferred_latency",
                "level_severity: -1 | level_severity",
                "severity_multiplier: 0 | severity_multiplier",
                "rules_first: 'maybe' | rules_first",
                "download_priority: 'limited', download_limit: 0 | download_limit",
                "download_priority: 'pass' | download_priority",
                "short_packet_padding: 1501 | short_packet_padding",
            })
    void a_wrong_value_is_a_fault_of_its_field(String fields, String field) {
        assertThat(Read.faults("{settings: {" + fields + "}}"))
                .extracting(fault -> fault.resource() + "." + fault.field())
                .containsExactly("settings." + field);
    }

    @Test
    void random_settings_are_read_back_as_equal_settings() throws ConfigurationException {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            GeneralSettings settings = random(random, new RandomRules(i));
            String text = ConfigurationWriter.text(Configuration.EMPTY.withSettings(settings));
            Configuration read = Read.document(text);
            assertThat(read.settings()).as(text).isEqualTo(settings);
            assertThat(Read.document(ConfigurationWriter.text(read)).settings()).isEqualTo(settings);
        }
    }

    private static GeneralSettings random(Random random, RandomRules rules) {
        Settings.Builder builder = Settings.builder()
                .severity(new Severity(random.nextInt(101), 0.1 + random.nextDouble()))
                .sharing(ClassSharing.values()[random.nextInt(2)])
                .acks(AckPolicy.values()[random.nextInt(3)])
                .fastDetection(random.nextBoolean())
                .accountExcluded(random.nextBoolean())
                .rulesFirst(random.nextBoolean())
                .multipleInstancesAsOne(random.nextBoolean())
                .bindFailure(BindFailure.values()[random.nextInt(2)])
                .ruleFailure(RuleFailure.values()[random.nextInt(2)])
                .countIgnoredTraffic(random.nextBoolean())
                .preferredLatency(
                        random.nextBoolean()
                                ? Duration.ofMillis(random.nextInt(1_000))
                                : Duration.ofNanos(random.nextInt(1_000_000)))
                .shortPackets(random.nextInt(1_501), random.nextInt(1_501));
        if (random.nextBoolean()) {
            Duration interval = random.nextBoolean()
                    ? Duration.ZERO
                    : Duration.ofSeconds(1 + random.nextInt(9_999), random.nextInt(9));
            builder.detection(new BandwidthDetection(1 - random.nextDouble(), interval));
        }
        if (random.nextBoolean()) {
            builder.systemDownload(Rate.bitsPerSecond(1 + random.nextInt(10_000)));
        }
        if (random.nextBoolean()) {
            builder.systemUpload(Rate.bytesPerSecond(1 + random.nextInt(10_000)));
        }
        var priority = rules.priority();
        while (priority.toString().contains("pass") || priority.toString().contains("suspend")) {
            priority = rules.priority();
        }
        builder.rulesFirst(random.nextBoolean())
                .multipleInstancesAsOne(random.nextBoolean())
                .bindFailure(BindFailure.values()[random.nextInt(2)])
                .ruleFailure(RuleFailure.values()[random.nextInt(2)]);
        return new GeneralSettings(builder.build(), priority, random.nextBoolean());
    }
}
