package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.BindFailure;
import dev.weir.shaping.ClassSharing;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleFailure;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the 28 published settings, and a few of our own; what is not given keeps its value (seed 001:312, 339). */
final class SettingsReader {
    private static final int SHORT = 1_500;

    private final Fields fields;

    private SettingsReader(Fields fields) {
        this.fields = fields;
    }

    /** The settings with some values changed; of no use if a fault is found. */
    static ReadSettings read(JsonNode values, ReadSettings base, Findings findings) {
        ObjectNode merged = base.node().deepCopy();
        Fields.of(values, "settings", findings);
        for (Side side : Side.values()) {
            if (values.hasNonNull(side.field("priority"))) {
                DirectionReader.OWN_FIELDS.forEach(name -> merged.remove(side.field(name)));
            }
        }
        values.properties().forEach(entry -> {
            if (!Fields.blank(entry.getValue())) {
                merged.set(entry.getKey(), entry.getValue());
            }
        });
        Fields fields = Fields.of(merged, "settings", findings);
        GeneralSettings settings = new SettingsReader(fields).general();
        fields.warnOfUnknown();
        fields.unknown().forEach(merged::remove);
        return new ReadSettings(settings, merged);
    }

    private GeneralSettings general() {
        PriorityValues priority = PriorityValues.read(fields);
        if (priority != null) {
            checkDefault(priority);
        }
        return new GeneralSettings(
                shaping(),
                priority == null ? Priorities.normal() : priority.priority(),
                flag("log_errors_to_system_events_log"));
    }

    private void checkDefault(PriorityValues values) {
        for (Side side : Side.values()) {
            var treatment = values.priority().treatment(side.direction());
            var quota = treatment.limiting().quota();
            if (treatment.category() == null || quota != null && quota.action() == QuotaAction.SUSPEND) {
                fields.fault(
                        side.field("priority"),
                        FaultCode.INVALID,
                        "default priority must say what to do with every packet: " + treatment);
            }
        }
    }

    private Settings shaping() {
        Settings.Builder builder = Settings.builder()
                .severity(severity())
                .sharing(flag("share_per_class") ? ClassSharing.PER_CLASS : ClassSharing.PER_SENDER)
                .fastDetection(flag("fast_traffic_detection"))
                .rulesFirst(flag("rules_first"))
                .multipleInstancesAsOne(flag("limit_multiple_instances_as_one"))
                .bindFailure(constant("bind_failure", BindFailure.values()))
                .ruleFailure(constant("rule_failure", RuleFailure.values()))
                .acks(acks())
                .accountExcluded(flag("account_excluded"))
                .countIgnoredTraffic(flag("count_ignored_processes_traffic"))
                .shortPackets(shortBytes("short_packet_threshold"), shortBytes("short_packet_padding"));
        fields.read("preferred_latency", value -> builder.preferredLatency(time(value)));
        BandwidthDetection detection = detection();
        if (detection != null) {
            builder.detection(detection);
        }
        Rate download = limit("limit_download_traffic", "download_traffic_limit");
        if (download != null) {
            builder.systemDownload(download);
        }
        Rate upload = limit("limit_upload_traffic", "upload_traffic_limit");
        if (upload != null) {
            builder.systemUpload(upload);
        }
        return builder.build();
    }

    private <E extends Enum<E>> E constant(String name, E[] constants) {
        return fields.read(name, value -> Values.constant(value, constants), constants[0]);
    }

    private boolean flag(String name) {
        return fields.read(name, Values::flag, false);
    }

    private int shortBytes(String name) {
        return fields.read(name, value -> Values.integer(value, 0, SHORT), 0);
    }

    private Severity severity() {
        int level = fields.read("level_severity", value -> Values.integer(value, 0, 100), 0);
        return fields.read(
                "severity_multiplier", value -> new Severity(level, Values.decimal(value)), Severity.DEFAULT);
    }

    private AckPolicy acks() {
        boolean high = flag("high_priority_for_ack");
        boolean skipping = flag("acks_skip_limits");
        return high ? skipping ? AckPolicy.BYPASS_LIMITS : AckPolicy.HIGH : AckPolicy.OFF;
    }

    private @Nullable BandwidthDetection detection() {
        boolean on = flag("check_bandwidth");
        boolean again = flag("bandwidth_recalculate");
        double share = fields.read("bandwidth_limit", this::share, 1.0);
        Duration interval = fields.read("bandwidth_recalculate_interval", SettingsReader::time, Duration.ZERO);
        return on
                ? fields.read(
                        "bandwidth_recalculate_interval",
                        value -> new BandwidthDetection(share, again ? interval : Duration.ZERO))
                : null;
    }

    private double share(JsonNode value) {
        double share = Values.decimal(value);
        if (!(share > 0)) {
            throw new IllegalArgumentException("bandwidth share must be above 0 and at most 1: " + share);
        }
        if (share > 1) {
            fields.warn("bandwidth_limit", "bandwidth share must be at most 1, and is taken as 1: " + share);
        }
        return Math.min(share, 1.0);
    }

    private @Nullable Rate limit(String onField, String limitField) {
        boolean on = flag(onField);
        return on ? fields.read(limitField, SettingsReader::rate) : fields.read(limitField, SettingsReader::unused);
    }

    private static Rate rate(JsonNode value) {
        return value.isTextual()
                ? Rate.parse(Values.text(value))
                : Rate.bytesPerSecond(Values.whole(value, 1, Rate.MAX_BITS_PER_SECOND / 8));
    }

    /** A limit that is not in force must only look like one. */
    private static @Nullable Rate unused(JsonNode value) {
        if (value.isTextual()) {
            rate(value);
        } else {
            Values.whole(value, 0, Rate.MAX_BITS_PER_SECOND / 8);
        }
        return null;
    }

    /** Milliseconds, or a text like {@code 5 ms} or {@code PT0.005S}. */
    private static Duration time(JsonNode value) {
        if (!value.isTextual()) {
            return Duration.ofMillis(Values.whole(value, 0, Duration.ofDays(400).toMillis()));
        }
        String text = Values.text(value);
        if (!text.startsWith("P")) {
            return Duration.ofMillis(DirectionValues.millis("time", value));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a time like 5 ms or PT0.005S: \"" + text + "\"", e);
        }
    }
}
