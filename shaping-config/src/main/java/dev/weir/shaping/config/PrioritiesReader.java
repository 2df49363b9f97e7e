package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the priorities of executables: all in {@code priorities}, or one in {@code priority}, which replaces that of its executable and adapter. */
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
        parts.readPriorities = new HashMap<>(parts.readPriorities);
        if (all != null) {
            parts.rules = parts.rules.withoutProcessPriorities();
            for (int i = 0; i < all.size(); i++) {
                Fields fields = Fields.of(all.get(i), "priorities[" + i + "]", findings);
                ProcessPriority priority = priority(fields, parts.readPriorities);
                if (priority != null && has(parts.rules, priority)) {
                    fields.fault(
                            "executable_path",
                            FaultCode.ALREADY_EXISTS,
                            "executable is already in the list: \"" + priority.name() + "\"");
                }
                add(priority, parts);
            }
        }
        if (one != null) {
            add(priority(Fields.of(one, "priority", findings), parts.readPriorities), parts);
        }
        parts.readPriorities.keySet().retainAll(new HashSet<>(parts.rules.processPriorities()));
    }

    private static boolean has(RuleSet rules, ProcessPriority priority) {
        ProcessPriority other = rules.processPriority(priority.adapterId(), priority.executable());
        return other != null && Objects.equals(other.adapterId(), priority.adapterId());
    }

    private static void add(@Nullable ProcessPriority priority, Configuration.Parts parts) {
        if (priority != null) {
            parts.rules = parts.rules.withProcessPriority(priority);
        }
    }

    private static @Nullable ProcessPriority priority(Fields fields, Map<ProcessPriority, PriorityValues> values) {
        int faults = fields.faults();
        String path = fields.require(
                "executable_path", value -> DRIVE.matcher(Values.text(value)).replaceFirst("$1:"));
        Integer adapter =
                fields.read("adapter_id", value -> Values.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        PriorityValues read = PriorityValues.read(fields);
        fields.warnOfUnknown();
        if (path == null || read == null || fields.faults() > faults) {
            return null;
        }
        ProcessPriority priority = new ProcessPriority(adapter, path, read.priority());
        values.put(priority, read);
        return priority;
    }
}
