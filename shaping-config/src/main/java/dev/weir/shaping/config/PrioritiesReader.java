package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.ProcessPriority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the priorities of executables: all in {@code priorities}, or one in {@code priority}, which replaces that of its executable. */
final class PrioritiesReader {
    /** Published paths have a blank behind the drive (seed 001:327). */
    private static final Pattern DRIVE = Pattern.compile("^([A-Za-z]):\\s+(?=[\\\\/])");

    private final Findings findings;

    PrioritiesReader(Findings findings) {
        this.findings = findings;
    }

    void read(Fields sections, Configuration.Parts parts) {
        JsonNode one = sections.value("priority");
        List<JsonNode> all = sections.items("priorities");
        if (one == null && all == null) {
            return;
        }
        Map<String, ProcessPriority> priorities = new LinkedHashMap<>();
        Map<String, PriorityValues> values = new LinkedHashMap<>();
        if (all == null) {
            parts.priorities.forEach(priority -> priorities.put(ProcessPriority.comparable(priority.name()), priority));
            values.putAll(parts.readPriorities);
        } else {
            for (int i = 0; i < all.size(); i++) {
                readOne(Fields.of(all.get(i), "priorities[" + i + "]", findings), priorities, values, false);
            }
        }
        if (one != null) {
            readOne(Fields.of(one, "priority", findings), priorities, values, true);
        }
        parts.priorities = List.copyOf(priorities.values());
        parts.readPriorities = Map.copyOf(values);
    }

    private static void readOne(
            Fields fields,
            Map<String, ProcessPriority> priorities,
            Map<String, PriorityValues> values,
            boolean replaces) {
        String path = fields.require(
                "executable_path", value -> DRIVE.matcher(Values.text(value)).replaceFirst("$1:"));
        Integer adapter =
                fields.read("adapter_id", value -> Values.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        PriorityValues read = PriorityValues.read(fields);
        fields.warnOfUnknown();
        if (path == null || read == null) {
            return;
        }
        ProcessPriority priority = new ProcessPriority(adapter, path, read.priority());
        if (priorities.put(ProcessPriority.comparable(priority.name()), priority) != null && !replaces) {
            fields.fault(
                    "executable_path",
                    FaultCode.ALREADY_EXISTS,
                    "executable is already in the list: \"" + priority.name() + "\"");
        }
        values.put(priority.name(), read);
    }
}
