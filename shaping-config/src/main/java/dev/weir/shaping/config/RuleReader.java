package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.ScheduledRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads lists of rules. */
final class RuleReader {
    private final ConditionReader conditions;
    private final Findings findings;

    RuleReader(Map<UUID, BlockList> blockLists, Findings findings) {
        conditions = new ConditionReader(blockLists);
        this.findings = findings;
    }

    /** The rules of a list; of no use if a fault is found. */
    List<ReadRule> read(List<JsonNode> list) {
        List<ReadRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Fields fields = Fields.of(list.get(i), "rules[" + i + "]", findings);
            ReadRule rule = rule(fields, names, ids);
            fields.warnOfUnknown();
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private @Nullable ReadRule rule(Fields fields, Set<String> names, Set<String> ids) {
        int faults = fields.faults();
        String name = fields.require("name", Values::rawText);
        if (name != null && !names.add(name)) {
            fields.fault("name", FaultCode.ALREADY_EXISTS, "rule name is already in the list: \"" + name + "\"");
        }
        String id = fields.read("id", Values::rawText);
        String effective = id == null ? name : id;
        if (effective != null && !ids.add(effective) && id != null) {
            fields.fault("id", FaultCode.ALREADY_EXISTS, "rule id is already in the list: \"" + effective + "\"");
        }
        boolean enabled = fields.read("enabled", Values::flag, true);
        Schedule schedule = (Schedule) fields.read("enabled_schedule", TimeValues::schedule);
        Match match = conditions.read(fields);
        PriorityValues priority = priority(fields);
        Rule rule = ladder(fields, match);
        if (rule == null && priority != null) {
            rule = match.then(priority.priority());
        }
        if (name == null || effective == null || rule == null || fields.faults() > faults) {
            return null;
        }
        rule = schedule == null ? rule : new ScheduledRule(schedule, rule);
        return new ReadRule(new RuleEntry(name, rule, enabled, effective), priority, traffic(fields));
    }

    private static @Nullable PriorityValues priority(Fields fields) {
        JsonNode value = fields.value("priority");
        boolean ladder = fields.value("ladder") != null;
        if (value == null && !ladder) {
            fields.fault("priority", FaultCode.MISSING_FIELD, "priority must be given");
        } else if (value != null && ladder) {
            fields.fault("priority", FaultCode.INVALID, "priority must not be given together with ladder");
        }
        return value == null || ladder ? null : PriorityValues.read(fields, "priority", value);
    }

    private static @Nullable Rule ladder(Fields fields, Match match) {
        JsonNode value = fields.value("ladder");
        return value == null ? null : LadderValues.read(fields.within("ladder", value), match);
    }

    /** What the rule's own traffic condition was read from; its faults were reported when the condition was read. */
    private static @Nullable TrafficValues traffic(Fields fields) {
        JsonNode value = fields.value("condition");
        return value == null ? null : TrafficValues.read(Fields.of(value, "condition", new Findings()));
    }
}
