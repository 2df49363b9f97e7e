package dev.weir.shaping.config;

import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.BlockList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a document holds: filters, rules, settings, priorities of executables, groups of addresses, block lists. Immutable and thread-safe: every edit answers a new one.
 *
 * <p>It remembers what its rules and settings were read from. So values that have no effect, such as the delay of a rule that limits, are written again with what
 * did not change.
 *
 * <pre>{@code
 * Configuration file = RuleFile.read(Path.of("rules.json")).configuration();
 * Shaper.Builder shaper = Shaper.builder().filters(file.filters()).rules(file.rules()).settings(file.settings().shaping());
 * file.groups().forEach(shaper::addressGroup);
 * }</pre>
 */
public final class Configuration {
    /** No rules, and the settings that hold unless others are set. */
    public static final Configuration EMPTY = new Configuration(new Parts());

    private final Parts parts;

    private Configuration(Parts parts) {
        this.parts = parts;
    }

    /** The parts of a configuration while it is put together. Not thread-safe. */
    static final class Parts {
        FilterSet filters = FilterSet.empty();
        RuleSet rules = RuleSet.empty();
        Map<String, ReadRule> readRules = Map.of();
        ReadSettings settings = ReadSettings.of(GeneralSettings.DEFAULT);
        Map<ProcessPriority, PriorityValues> readPriorities = Map.of();
        List<AddressGroup> groups = List.of();
        Map<UUID, NamedBlockList> blockLists = Map.of();

        Configuration configuration() {
            return new Configuration(copy());
        }

        Parts copy() {
            Parts copy = new Parts();
            copy.filters = filters;
            copy.rules = rules;
            copy.readRules = readRules;
            copy.settings = settings;
            copy.readPriorities = readPriorities;
            copy.groups = groups;
            copy.blockLists = blockLists;
            return copy;
        }
    }

    Parts parts() {
        return parts.copy();
    }

    /**
     * The filters, which come before the rules.
     *
     * @return the filters
     */
    public FilterSet filters() {
        return parts.filters;
    }

    /**
     * The rules as they stand in the list, with the priorities of executables.
     *
     * @return the rules, as a shaper is to be given them
     */
    public RuleSet rules() {
        return parts.rules;
    }

    /**
     * The settings.
     *
     * @return the settings
     */
    public GeneralSettings settings() {
        return parts.settings.settings();
    }

    /**
     * The groups of addresses that rules name, each behind the groups it has as members: so a run can be given one after the other.
     *
     * @return an unmodifiable list
     */
    public List<AddressGroup> groups() {
        return parts.groups;
    }

    /**
     * The block lists that rules name.
     *
     * @return an unmodifiable list
     */
    public List<BlockList> blockLists() {
        return parts.blockLists.values().stream().map(NamedBlockList::list).toList();
    }

    /**
     * This configuration with other filters.
     *
     * @param filters the filters
     * @return the new configuration
     */
    public Configuration withFilters(FilterSet filters) {
        Parts copy = parts();
        copy.filters = Objects.requireNonNull(filters, "filters");
        return copy.configuration();
    }

    /**
     * This configuration with other rules and priorities of executables.
     *
     * @param rules the rules, with the priorities
     * @return the new configuration
     */
    public Configuration withRules(RuleSet rules) {
        Parts copy = parts();
        copy.rules = Objects.requireNonNull(rules, "rules");
        return copy.configuration();
    }

    /**
     * This configuration with other settings.
     *
     * @param settings the settings
     * @return the new configuration
     * @throws IllegalArgumentException if a value has no written form
     */
    public Configuration withSettings(GeneralSettings settings) {
        Parts copy = parts();
        copy.settings = settings.equals(settings()) ? copy.settings : ReadSettings.of(settings);
        return copy.configuration();
    }

    /**
     * This configuration with other groups of addresses.
     *
     * @param groups the groups
     * @return the new configuration
     */
    public Configuration withGroups(Collection<AddressGroup> groups) {
        Parts copy = parts();
        copy.groups = GroupOrder.membersFirst(groups);
        return copy.configuration();
    }

    /** The names of the rules. */
    @Override
    public String toString() {
        return "configuration of rules " + parts.rules;
    }
}
