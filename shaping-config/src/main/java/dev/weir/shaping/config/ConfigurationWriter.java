package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.match.AddressGroup;

/**
 * Writes configurations as strict JSON in the published form. What it writes is read back as equal filters, rules, settings and priorities. Thread-safe; allocates.
 */
public final class ConfigurationWriter {
    private ConfigurationWriter() {}

    /**
     * The text of a configuration: all its rules, and what else differs from {@link Configuration#EMPTY}.
     *
     * @param configuration the configuration
     * @return strict JSON, with a line end at the end
     * @throws IllegalArgumentException if a rule or filter cannot be written: one that is a function, or has a condition that is a predicate
     */
    public static String text(Configuration configuration) {
        Configuration.Parts parts = configuration.parts();
        ObjectNode root = Json.object();
        if (!parts.groups.isEmpty()) {
            root.set("address_groups", groups(parts.groups));
        }
        if (!parts.blockLists.isEmpty()) {
            ArrayNode lists = root.putArray("block_lists");
            parts.blockLists.values().forEach(list -> lists.add(list.node()));
        }
        if (!parts.filters.filters().isEmpty()) {
            root.set("filters", FilterWriter.write(parts.filters));
        }
        root.set("rules", new RuleWriter(parts.readRules).write(parts.rules));
        if (!parts.rules.processPriorities().isEmpty()) {
            root.set("priorities", priorities(parts));
        }
        if (!parts.settings.node().equals(Configuration.EMPTY.parts().settings.node())) {
            root.set("settings", parts.settings.node());
        }
        return Json.print(root);
    }

    /**
     * The text of the settings alone, in the form in which they are listed: all of them, also those that do not differ from {@link Configuration#EMPTY}.
     *
     * @param configuration the configuration
     * @return strict JSON, an object of the published settings and then our own, with a line end at the end
     */
    public static String settings(Configuration configuration) {
        return Json.print(configuration.parts().settings.node());
    }

    private static ArrayNode priorities(Configuration.Parts parts) {
        ArrayNode list = Json.array();
        for (ProcessPriority priority : parts.rules.processPriorities()) {
            ObjectNode node = list.addObject().put("executable_path", priority.executable());
            if (priority.adapterId() != null) {
                node.put("adapter_id", priority.adapterId());
            }
            node.setAll(PriorityWriter.write(priority.priority(), parts.readPriorities.get(priority)));
        }
        return list;
    }

    private static ObjectNode groups(Iterable<AddressGroup> groups) {
        ObjectNode node = Json.object();
        for (AddressGroup group : groups) {
            ArrayNode items = node.putArray(group.name());
            if (!group.members().isEmpty()) {
                items.add(group.members().toString());
            }
            group.names().forEach(name -> items.add(name.toString()));
        }
        return node;
    }
}
