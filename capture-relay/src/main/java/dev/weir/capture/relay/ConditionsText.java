package dev.weir.capture.relay;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.LinkProfiles;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of {@link Conditions}. Not thread-safe: one reader a text. */
final class ConditionsText {
    private static final Pattern LINE = Pattern.compile("(upload|download|both)\\s++(\\S.*)", Pattern.DOTALL);
    private static final String PROFILE = "profile ";
    private static final List<String> EITHER_WAY = List.of("cut", "stall", "black hole");

    private final Map<RelayDirection, Impairment> lines = new EnumMap<>(RelayDirection.class);
    private Conditions conditions = Conditions.NONE;

    private ConditionsText() {}

    static Conditions parse(String text) {
        ConditionsText reader = new ConditionsText();
        for (String part : text.split("[;\\r\\n]", -1)) {
            if (!part.isBlank()) {
                reader.read(part.strip().replaceAll("\\s++", " "));
            }
        }
        return reader.conditions;
    }

    private void read(String part) {
        Matcher line = LINE.matcher(part);
        if (part.startsWith(PROFILE)) {
            LinkProfile profile =
                    LinkProfiles.byName(part.substring(PROFILE.length()).strip());
            line(RelayDirection.UPLOAD, profile.upload(), part);
            line(RelayDirection.DOWNLOAD, profile.download(), part);
        } else if (line.matches()) {
            Impairment impairment = Impairment.parse(line.group(2));
            if (!line.group(1).equals("download")) {
                line(RelayDirection.UPLOAD, impairment, part);
            }
            if (!line.group(1).equals("upload")) {
                line(RelayDirection.DOWNLOAD, impairment, part);
            }
        } else if (EITHER_WAY.contains(part)) {
            fault(part + " upload");
            fault(part + " download");
        } else {
            fault(part);
        }
    }

    private void line(RelayDirection direction, Impairment line, String part) {
        if (lines.put(direction, line) != null) {
            throw new IllegalArgumentException("line of " + direction + " is given twice: \"" + part + "\"");
        }
        conditions = conditions.withLine(direction, line);
    }

    private void fault(String part) {
        Fault fault = Fault.parse(part);
        for (Fault known : conditions.faults()) {
            if (Conditions.sameKind(known, fault)) {
                throw new IllegalArgumentException("fault is given twice: \"" + known + "\" and \"" + fault + "\"");
            }
        }
        conditions = conditions.with(fault);
    }
}
