package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.Probability;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.LinkProfile.Latency;
import dev.weir.shaping.impair.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a profile of Facebook's Augmented Traffic Control: rates in kbit/s of 1000 bit/s, 0 for none; delays one way and jitters in milliseconds; losses in percent, which may be
 * correlated. Not thread-safe.
 */
final class AtcProfiles {
    private final String file;
    private final List<Warning> warnings = new ArrayList<>();

    AtcProfiles(String file) {
        this.file = file;
    }

    ImportedProfiles read(ObjectNode root) throws ConfigurationException {
        JsonNode shaping = root.has("shaping") ? root.path("shaping") : root;
        String name = root.path("name").asText(file);
        if (!shaping.path("down").isObject() || !shaping.path("up").isObject()) {
            throw ConfigurationException.syntax("profile of ATC must have down and up: " + Json.brief(shaping));
        }
        Impairment download = line(name, "down", shaping.path("down"));
        Impairment upload = line(name, "up", shaping.path("up"));
        boolean delayed =
                !download.delay().equals(Delay.NONE) || !upload.delay().equals(Delay.NONE);
        Latency latency = delayed ? Latency.ONE_WAY : Latency.NONE;
        LinkProfile profile = new LinkProfile(name, download, upload, latency, "Augmented Traffic Control", file);
        return new ImportedProfiles(List.of(profile), warnings);
    }

    private Impairment line(String name, String way, JsonNode side) throws ConfigurationException {
        Impairment.Builder line = Impairment.builder();
        numbers(name, side).rate("rate", 3).ifPresent(line::rate);
        Numbers delay = numbers(name, side.path("delay"));
        line.delay(delay(delay)).loss(loss(numbers(name, side.path("loss"))));
        warn(delay, "correlation", name, way + ".delay.correlation", "delays are drawn independently");
        warn(numbers(name, side.path("corruption")), "percentage", name, way + ".corruption", "nothing is corrupted");
        warn(numbers(name, side.path("reorder")), "percentage", name, way + ".reorder", "nothing is reordered");
        if (!side.path("iptables_options").isEmpty()) {
            warnings.add(new Warning(name, way + ".iptables_options", "all packets are meant"));
        }
        return line.build();
    }

    private static Delay delay(Numbers values) throws ConfigurationException {
        return Delay.uniform(values.millis("delay"), values.millis("jitter"));
    }

    private static Loss loss(Numbers values) throws ConfigurationException {
        Probability lost = values.percent("percentage");
        Probability correlation = values.percent("correlation");
        if (correlation.value() == 1) {
            throw values.wrong("correlation", "must be below 100 %: 100 %");
        }
        return correlation.value() == 0 || lost.value() == 0 || lost.value() == 1
                ? Loss.random(lost)
                : Loss.correlated(lost, correlation.value());
    }

    private void warn(Numbers values, String key, String name, String field, String message)
            throws ConfigurationException {
        if (values.number(key).signum() != 0) {
            warnings.add(new Warning(name, field, message));
        }
    }

    /** The numbers of an object; what is null counts as missing. */
    private static Numbers numbers(String name, JsonNode object) {
        Map<String, String> values = new HashMap<>();
        object.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                values.put(field.getKey(), field.getValue().asText());
            }
        });
        return new Numbers(name, values);
    }
}
