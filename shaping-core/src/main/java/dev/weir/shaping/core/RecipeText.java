package dev.weir.shaping.core;

import dev.weir.shaping.core.engine.AdapterPlan;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.live.InputRecorder;
import dev.weir.shaping.core.rule.Providers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a recipe is made of, as far as text can tell: rules by their names, lookups by their kinds. Two runs that decide alike have it in common. */
final class RecipeText {
    private RecipeText() {}

    static Map<String, String> of(Recipe recipe) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("seed", Long.toString(recipe.seed()));
        text.put("filters", recipe.filters().toString());
        text.put("rules", InputRecorder.names(recipe.rules()));
        text.put("default priority", recipe.defaultPriority().toString());
        text.put("download", InputRecorder.text(recipe.download()));
        text.put("upload", InputRecorder.text(recipe.upload()));
        text.put("capacity", recipe.capacity().toString());
        text.put("adapters", adapters(recipe.adapters()));
        text.put("streams", Integer.toString(recipe.streams().maxStreams()));
        text.put("addresses", recipe.addresses().toString());
        text.put("settings", recipe.settings().toString());
        text.put("lookups", lookups(recipe.providers()));
        text.put("zone", recipe.zone().toString());
        text.put("packet memory", recipe.maxPacketBytes() + " bytes");
        text.put("flows", Integer.toString(recipe.maxFlows()));
        return text;
    }

    private static String adapters(AdapterPlan plan) {
        return new TreeMap<>(plan.capacities()) + " " + new TreeMap<>(plan.types()) + " "
                + new TreeSet<>(plan.unmonitored());
    }

    private static String lookups(Providers providers) {
        StringBuilder kinds = new StringBuilder();
        add(kinds, "processes", providers.knowProcesses());
        add(kinds, "places", providers.places() != Providers.NONE.places());
        add(kinds, "protocols", providers.protocols() != Providers.NONE.protocols());
        add(kinds, "networks", providers.networks() != Providers.NONE.networks());
        add(kinds, "names", providers.names() != Providers.NONE.names());
        add(kinds, "inspection", providers.inspection() != null);
        add(kinds, "vpn", providers.vpn() != Providers.NONE.vpn());
        add(kinds, "hosts", providers.knowHosts());
        add(kinds, "adapters", providers.adapters() != Providers.NONE.adapters());
        return kinds.toString();
    }

    private static void add(StringBuilder kinds, String kind, boolean given) {
        if (given) {
            kinds.append(kinds.isEmpty() ? "" : " ").append(kind);
        }
    }

    /** Throws if a recipe is not the recorded one. */
    static void requireEqual(Map<String, String> recorded, Map<String, String> given) {
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String before = recorded.getOrDefault(entry.getKey(), "nothing");
            if (!before.equals(entry.getValue())) {
                throw new IllegalArgumentException("recipe must be the recorded one, but " + entry.getKey() + " is \""
                        + entry.getValue() + "\" and was \"" + before + "\"");
            }
        }
        for (String name : recorded.keySet()) {
            if (!given.containsKey(name)) {
                throw new IllegalArgumentException(
                        "recipe must be the recorded one, but " + name + " was \"" + recorded.get(name) + "\"");
            }
        }
    }
}
