package dev.weir.shaping.config;

import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.LinkProfile.Latency;
import dev.weir.shaping.impair.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the profiles of Apple's Network Link Conditioner: bandwidths in kbit/s, or Mbit/s where the unit is not 0, and 0 for none; delays one way in
 * milliseconds; losses in percent. Not thread-safe.
 */
final class ConditionerProfiles {
    private static final String DOWNLINK = "Downlink";
    private static final String UPLINK = "Uplink";

    private final String file;
    private final List<LinkProfile> profiles = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    ConditionerProfiles(String file) {
        this.file = file;
    }

    ImportedProfiles read(Object root) throws ConfigurationException {
        find(file, root);
        if (profiles.isEmpty()) {
            throw ConfigurationException.syntax("property list has no profile of Network Link Conditioner");
        }
        return new ImportedProfiles(profiles, warnings);
    }

    /** Profiles are kept by name, and wherever else they stand. */
    private void find(String name, Object value) throws ConfigurationException {
        if (value instanceof Map<?, ?> map) {
            if (map.containsKey(DOWNLINK + "Bandwidth") || map.containsKey(UPLINK + "Bandwidth")) {
                profiles.add(profile(map.get("name") instanceof String own ? own : name, map));
                return;
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                find(String.valueOf(entry.getKey()), entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                find(name, element);
            }
        }
    }

    private LinkProfile profile(String name, Map<?, ?> values) throws ConfigurationException {
        Numbers numbers = new Numbers(name, values);
        Impairment download = line(numbers, DOWNLINK);
        Impairment upload = line(numbers, UPLINK);
        warn(
                numbers.number("DNSDelayValue").signum() != 0,
                name,
                "DNSDelayValue",
                "answers of name servers are not delayed");
        warn(numbers.number("ProtocolFamily").signum() != 0, name, "ProtocolFamily", "both IP versions are meant");
        Object adapter = values.get("RunOnInterface");
        warn(adapter instanceof String only && !only.equals("All"), name, "RunOnInterface", "all adapters are meant");
        boolean delayed =
                !download.delay().equals(Delay.NONE) || !upload.delay().equals(Delay.NONE);
        return new LinkProfile(
                name, download, upload, delayed ? Latency.ONE_WAY : Latency.NONE, "Network Link Conditioner", file);
    }

    private void warn(boolean ignored, String name, String field, String message) {
        if (ignored) {
            warnings.add(new Warning(name, field, message));
        }
    }

    private static Impairment line(Numbers numbers, String way) throws ConfigurationException {
        Impairment.Builder line = Impairment.builder();
        boolean mega = numbers.number(way + "BandwidthUnit").signum() != 0;
        numbers.rate(way + "Bandwidth", mega ? 6 : 3).ifPresent(line::rate);
        return line.delay(numbers.millis(way + "Delay"))
                .loss(Loss.random(numbers.percent(way + "PacketLossRatio")))
                .build();
    }
}
