package dev.weir.shaping.config;

import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.ProcessIs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
 * Shaper shaper = Shaper.builder().rules(file.effectiveRules()).settings(file.settings().shaping()).build();
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
        Map<String, PriorityValues> readPriorities = Map.of();
        List<ProcessPriority> priorities = List.of();
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
            copy.priorities = priorities;
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
     * The rules as they stand in the list.
     *
     * @return the rules
     */
    public RuleSet rules() {
        return parts.rules;
    }

    /**
     * The rules, and the priorities of executables as rules of the name {@code priority of PATH}: behind them, or before them if rules do not come first. A limit
     * of an executable is that of each of its processes, unless all are to be one.
     *
     * @return what a shaper is to be given
     */
    public RuleSet effectiveRules() {
        List<RuleEntry> entries = new ArrayList<>(parts.rules.entries());
        List<RuleEntry> priorities = parts.priorities.stream().map(this::rule).toList();
        entries.addAll(settings().rulesFirst() ? entries.size() : 0, priorities);
        return RuleSet.of(entries);
    }

    private RuleEntry rule(ProcessPriority priority) {
        ProcessIs processes = new ProcessIs(List.of(priority.executable()));
        return RuleEntry.of(
                freeName("priority of " + priority.executable()), processes.then(perProcess(priority.priority())));
    }

    /** A rule of the list may have the name already. */
    private String freeName(String name) {
        return parts.rules.contains(name) ? freeName(name + "'") : name;
    }

    private Priority perProcess(Priority priority) {
        boolean some = false;
        for (Side side : Side.values()) {
            Treatment treatment = priority.treatment(side.direction());
            if (treatment.limiting().tracking() != null) {
                return priority;
            }
            some |= treatment.impairment().limit() != null
                    || treatment.limiting().quota() != null;
        }
        return some && !settings().instancesAsOne() ? priority.perStream(Tracking.PROCESS) : priority;
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
     * The priorities of executables.
     *
     * @return an unmodifiable list
     */
    public List<ProcessPriority> priorities() {
        return parts.priorities;
    }

    /**
     * The groups of addresses that rules name.
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
     * This configuration with other rules.
     *
     * @param rules the rules
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
     * This configuration with other priorities of executables. An empty list resets them all to the default priority.
     *
     * @param priorities the priorities
     * @return the new configuration
     * @throws IllegalArgumentException if two are of one executable
     */
    public Configuration withPriorities(Collection<ProcessPriority> priorities) {
        Map<String, ProcessPriority> byPath = new LinkedHashMap<>();
        for (ProcessPriority priority : priorities) {
            if (byPath.put(priority.executable(), priority) != null) {
                throw new IllegalArgumentException(
                        "executable is already in the list: \"" + priority.executable() + "\"");
            }
        }
        Parts copy = parts();
        copy.priorities = List.copyOf(byPath.values());
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
        copy.groups = List.copyOf(groups);
        return copy.configuration();
    }

    /** The names of the rules. */
    @Override
    public String toString() {
        return "configuration of rules " + parts.rules;
    }
}
