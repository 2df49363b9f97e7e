package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.ClassSharing;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the 28 published settings, then our own. */
final class SettingsWriter {
    private SettingsWriter() {}

    static ObjectNode write(GeneralSettings settings) {
        Settings shaping = settings.shaping();
        ObjectNode node = Json.object().put("log_errors_to_system_events_log", settings.logsErrors());
        detection(shaping.detection(), node);
        node.put("limit_multiple_instances_as_one", shaping.multipleInstancesAsOne());
        limit("limit_download_traffic", "download_traffic_limit", shaping.systemLimit(Direction.INCOMING), node);
        limit("limit_upload_traffic", "upload_traffic_limit", shaping.systemLimit(Direction.OUTGOING), node);
        node.put("high_priority_for_ack", shaping.acks() != AckPolicy.OFF);
        time("preferred_latency", shaping.preferredLatency(), node);
        node.put("fast_traffic_detection", shaping.fastDetection());
        node.setAll(PriorityWriter.write(settings.defaultPriority(), null));
        node.put("count_ignored_processes_traffic", shaping.countIgnoredTraffic())
                .put("level_severity", shaping.severity().level())
                .put("severity_multiplier", shaping.severity().multiplier())
                .put("rules_first", shaping.rulesFirst());
        return node.put("share_per_class", shaping.sharing() == ClassSharing.PER_CLASS)
                .put("acks_skip_limits", shaping.acks() == AckPolicy.BYPASS_LIMITS)
                .put("account_excluded", shaping.accountExcluded())
                .put("short_packet_threshold", shaping.shortThreshold())
                .put("short_packet_padding", shaping.shortPadding())
                .put("bind_failure", name(shaping.bindFailure()))
                .put("rule_failure", name(shaping.ruleFailure()));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void detection(@Nullable BandwidthDetection detection, ObjectNode node) {
        BandwidthDetection values = detection == null ? BandwidthDetection.DEFAULT : detection;
        boolean again = !values.interval().isZero();
        node.put("check_bandwidth", detection != null)
                .put("bandwidth_limit", values.share())
                .put("bandwidth_recalculate", again);
        time("bandwidth_recalculate_interval", again ? values.interval() : BandwidthDetection.DEFAULT.interval(), node);
    }

    private static void limit(String onField, String limitField, @Nullable Rate limit, ObjectNode node) {
        node.put(onField, limit != null);
        if (limit == null || limit.bitsPerSecond() % 8 == 0) {
            node.put(limitField, limit == null ? 0 : limit.bytesPerSecond());
        } else {
            node.put(limitField, limit.toString());
        }
    }

    private static void time(String name, Duration time, ObjectNode node) {
        if (DirectionValues.wholeMillis(time)) {
            node.put(name, time.toMillis());
        } else {
            node.put(name, time.toString());
        }
    }
}
