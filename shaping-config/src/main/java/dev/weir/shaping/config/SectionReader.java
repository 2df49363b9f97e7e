package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.NamedAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the sections of a document; of no use if a fault is found. */
final class SectionReader {
    private static final List<String> SECTIONS =
            List.of("filters", "rules", "settings", "priority", "priorities", "address_groups", "block_lists");

    private final Findings findings;
    private final List<BlockList> given;
    private final @Nullable Path directory;

    SectionReader(Findings findings, List<BlockList> given, @Nullable Path directory) {
        this.findings = findings;
        this.given = given;
        this.directory = directory;
    }

    Configuration.Parts read(ObjectNode root, Configuration.Parts parts) {
        if (isSettings(root, parts)) {
            parts.settings = SettingsReader.read(root, parts.settings, findings);
            return parts;
        }
        Fields sections = Fields.of(root, "", findings);
        JsonNode groups = sections.value("address_groups");
        if (groups != null) {
            parts.groups = groups(groups);
        }
        List<JsonNode> lists = sections.items("block_lists");
        if (lists != null) {
            parts.blockLists = new BlockListReader(findings, directory).read(lists, given);
        }
        List<JsonNode> filters = sections.items("filters");
        if (filters != null) {
            parts.filters = new FilterReader(lists(parts), findings).read(filters);
        }
        List<JsonNode> rules = sections.items("rules");
        if (rules != null) {
            rules(rules, parts);
        }
        JsonNode settings = sections.value("settings");
        if (settings != null) {
            parts.settings = SettingsReader.read(settings, parts.settings, findings);
        }
        new PrioritiesReader(findings).read(sections, parts);
        sections.warnOfUnknown();
        warnOfUnknownGroups(sections, parts);
        return parts;
    }

    /** A program may still have these groups; a shaper refuses rules that name groups it does not have. */
    private static void warnOfUnknownGroups(Fields sections, Configuration.Parts parts) {
        Set<String> names = new TreeSet<>();
        for (RuleEntry entry : parts.rules.entries()) {
            Match match = RuleCheck.condition(entry.rule());
            if (match != null) {
                collectGroups(match, names);
            }
        }
        parts.groups.forEach(group -> names.remove(group.name()));
        names.forEach(name -> sections.warn("address_groups", "there is no group @" + name));
    }

    private static void collectGroups(Match match, Set<String> names) {
        if (match instanceof NamedAddress named && named.name().kind() == AddressName.Kind.GROUP) {
            names.add(named.name().name());
        }
        ConditionWriter.parts(match).forEach(part -> collectGroups(part, names));
    }

    /** Whether an object is the published listing of the settings, which has no name of its own around it. */
    private static boolean isSettings(ObjectNode root, Configuration.Parts parts) {
        boolean some = false;
        for (String section : SECTIONS) {
            if (root.has(section)) {
                return false;
            }
        }
        for (var names = root.fieldNames(); names.hasNext(); ) {
            some |= parts.settings.node().has(names.next());
        }
        return some;
    }

    private Map<UUID, BlockList> lists(Configuration.Parts parts) {
        Map<UUID, BlockList> lists = new LinkedHashMap<>();
        given.forEach(list -> lists.put(list.id(), list));
        parts.blockLists.forEach((id, list) -> lists.put(id, list.list()));
        return lists;
    }

    private void rules(List<JsonNode> value, Configuration.Parts parts) {
        Map<String, ReadRule> read = new LinkedHashMap<>();
        new RuleReader(lists(parts), findings)
                .read(value)
                .forEach(rule -> read.putIfAbsent(rule.entry().name(), rule));
        parts.readRules = read;
        RuleSet fresh = RuleSet.of(read.values().stream().map(ReadRule::entry).toList());
        for (ProcessPriority priority : parts.rules.processPriorities()) {
            fresh = fresh.withProcessPriority(priority);
        }
        parts.rules = fresh;
    }

    private List<AddressGroup> groups(JsonNode value) {
        List<AddressGroup> groups = new ArrayList<>();
        Fields fields = Fields.of(value, "address_groups", findings);
        for (String name : fields.unknown()) {
            if (Fields.blank(value.get(name))) {
                groups.add(AddressGroup.of(name));
                continue;
            }
            AddressGroup group = fields.read(
                    name, items -> AddressGroup.of(name, Values.texts(items).toArray(String[]::new)));
            if (group != null) {
                groups.add(group);
            }
        }
        return GroupOrder.membersFirst(groups);
    }
}
