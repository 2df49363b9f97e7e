package dev.weir.shaping;

import dev.weir.shaping.match.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of uniquely named rules; the first rule that does not pass decides. With it go the priorities of executables, which decide what no rule does, or
 * before all rules if {@link Settings#rulesFirst} is off. Immutable and thread-safe: every edit answers a new list.
 *
 * <p>A run that is handed the new list keeps contexts, counters, buckets and draws of the entries that have kept their id and an equal rule, wherever they are in
 * the list and whatever they are called.
 */
public final class RuleSet {
    private static final RuleSet EMPTY = new RuleSet(List.of(), List.of());

    private final List<RuleEntry> entries;
    private final List<ProcessPriority> processPriorities;

    private RuleSet(List<RuleEntry> entries, List<ProcessPriority> processPriorities) {
        this.entries = List.copyOf(entries);
        this.processPriorities = List.copyOf(processPriorities);
    }

    private RuleSet with(List<RuleEntry> newEntries) {
        return new RuleSet(newEntries, processPriorities);
    }

    /**
     * The empty list.
     *
     * @return the list
     */
    public static RuleSet empty() {
        return EMPTY;
    }

    /**
     * A list of entries.
     *
     * @param entries the entries in order
     * @return the list
     * @throws IllegalArgumentException if two entries have the same name
     */
    public static RuleSet of(List<RuleEntry> entries) {
        return EMPTY.withAll(entries);
    }

    /**
     * This list with more entries at the end, in time that grows with their number: better than one edit for each of thousands.
     *
     * @param more the entries in order; each that has the id of another, as that one was renamed, is given an id of its own
     * @return the new list
     * @throws IllegalArgumentException if a name is in the list already, or there twice
     */
    public RuleSet withAll(List<RuleEntry> more) {
        List<RuleEntry> longer = new ArrayList<>(entries);
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (RuleEntry entry : entries) {
            names.add(entry.name());
            ids.add(entry.id());
        }
        for (RuleEntry entry : more) {
            if (!names.add(entry.name())) {
                throw taken(entry.name());
            }
            RuleEntry own = entry.withId(freeId(entry.id(), ids::contains));
            ids.add(own.id());
            longer.add(own);
        }
        return with(longer);
    }

    /**
     * This list with one more entry at the end.
     *
     * @param entry the entry; if another has its id, as that one was renamed, it is given an id of its own
     * @return the new list
     * @throws IllegalArgumentException if the name is already in the list
     */
    public RuleSet with(RuleEntry entry) {
        return with(entries.size(), entry);
    }

    /**
     * This list with one more entry at a place.
     *
     * @param index the entry's place, 0 for the first to {@link #size()} for the last
     * @param entry the entry; if another has its id, as that one was renamed, it is given an id of its own
     * @return the new list
     * @throws IllegalArgumentException if the name is already in the list, or the index is out of range
     */
    public RuleSet with(int index, RuleEntry entry) {
        requireFree(entry.name());
        requireIndex(index, entries.size());
        List<RuleEntry> longer = new ArrayList<>(entries);
        longer.add(index, entry.withId(freeId(entry.id(), this::hasId)));
        return with(longer);
    }

    private void requireFree(String name) {
        if (contains(name)) {
            throw taken(name);
        }
    }

    private static IllegalArgumentException taken(String name) {
        return new IllegalArgumentException("rule name is already in the list: \"" + name + "\"");
    }

    private static void requireIndex(int index, int last) {
        if (index < 0 || index > last) {
            throw new IllegalArgumentException("rule index must be within 0.." + last + ": " + index);
        }
    }

    private static String freeId(String wanted, Predicate<String> taken) {
        String id = wanted;
        for (int number = 2; taken.test(id); number++) {
            id = wanted + " " + number;
        }
        return id;
    }

    private boolean hasId(String id) {
        return entries.stream().anyMatch(entry -> entry.id().equals(id));
    }

    /**
     * This list with one more enabled rule at the end.
     *
     * @param name the rule's name
     * @param rule the rule
     * @return the new list
     * @throws IllegalArgumentException if the name is blank or already in the list
     */
    public RuleSet with(String name, Rule rule) {
        return with(RuleEntry.of(name, rule));
    }

    /**
     * This list with one more enabled rule at the end: a priority for the packets that meet a condition.
     *
     * @param name the rule's name
     * @param match the condition
     * @param priority what to do where it holds; elsewhere the rule passes
     * @return the new list
     * @throws IllegalArgumentException if the name is blank or already in the list
     */
    public RuleSet with(String name, Match match, Priority priority) {
        return with(name, match.then(priority));
    }

    /**
     * This list without an entry.
     *
     * @param name the entry's name
     * @return the new list
     * @throws IllegalArgumentException if there is no such entry
     */
    public RuleSet without(String name) {
        List<RuleEntry> shorter = new ArrayList<>(entries);
        shorter.remove(requireIndexOf(name));
        return with(shorter);
    }

    /**
     * This list with another rule under a name, at the same place. A run starts the rule afresh, but goes on with the totals and the random draws of the name. A
     * schedule that switches the entry goes on doing so, unless the rule has another, see {@link RuleEntry#scheduled}.
     *
     * @param name the entry's name
     * @param rule what it does from now on
     * @return the new list
     * @throws IllegalArgumentException if there is no such entry
     */
    public RuleSet replaced(String name, Rule rule) {
        return changed(name, entry -> entry.withRule(rule));
    }

    /**
     * This list with an entry at another place.
     *
     * @param name the entry's name
     * @param index its new place, 0 for the first
     * @return the new list
     * @throws IllegalArgumentException if there is no such entry, or the index is out of range
     */
    public RuleSet moved(String name, int index) {
        int from = requireIndexOf(name);
        requireIndex(index, entries.size() - 1);
        List<RuleEntry> reordered = new ArrayList<>(entries);
        reordered.add(index, reordered.remove(from));
        return with(reordered);
    }

    /**
     * This list with an entry switched on or off by hand.
     *
     * @param name the entry's name
     * @param enabled whether it is asked from now on
     * @return the new list
     * @throws IllegalArgumentException if there is no such entry
     * @throws IllegalStateException if a schedule switches it
     */
    public RuleSet withEnabled(String name, boolean enabled) {
        return changed(name, entry -> entry.switched(enabled));
    }

    /**
     * This list with an entry under another name. The entry stays the same: its state and its random draws do not change.
     *
     * @param name the entry's name
     * @param newName its new name
     * @return the new list
     * @throws IllegalArgumentException if there is no such entry, or the new name is blank or another entry's
     */
    public RuleSet renamed(String name, String newName) {
        if (!name.equals(newName)) {
            requireFree(newName);
        }
        return changed(name, entry -> entry.withName(newName));
    }

    private RuleSet changed(String name, UnaryOperator<RuleEntry> change) {
        int index = requireIndexOf(name);
        List<RuleEntry> changed = new ArrayList<>(entries);
        changed.set(index, change.apply(entries.get(index)));
        return with(changed);
    }

    private int requireIndexOf(String name) {
        int index = indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("rule name is not in the list: \"" + name + "\"");
        }
        return index;
    }

    /**
     * The place of an entry.
     *
     * @param name the entry's name, compared with case
     * @return 0 for the first, -1 if there is no such entry
     */
    public int indexOf(String name) {
        for (int index = 0; index < entries.size(); index++) {
            if (entries.get(index).name().equals(name)) {
                return index;
            }
        }
        return -1;
    }

    /**
     * An entry.
     *
     * @param name the entry's name, compared with case
     * @return the entry
     * @throws IllegalArgumentException if there is no such entry
     */
    public RuleEntry entry(String name) {
        return entries.get(requireIndexOf(name));
    }

    /**
     * How many entries the list has.
     *
     * @return 0 or more
     */
    public int size() {
        return entries.size();
    }

    /**
     * Whether the list has an entry of a name.
     *
     * @param name the name, compared with case
     * @return true if it has
     */
    public boolean contains(String name) {
        return indexOf(name) >= 0;
    }

    /**
     * This list with a priority for the packets of an executable, in place of the one it had.
     *
     * @param executable the full path of the executable; a path with a backslash is compared without case
     * @param priority what is done to them
     * @return the new list
     * @throws IllegalArgumentException if the path is blank
     */
    public RuleSet withProcessPriority(String executable, Priority priority) {
        return withProcessPriority(new ProcessPriority(null, executable, priority));
    }

    /**
     * This list with a priority for the packets of an executable on one adapter, in place of the one it had there. It goes before the one for all adapters.
     *
     * @param adapterId the adapter's id
     * @param executable the full path of the executable; a path with a backslash is compared without case
     * @param priority what is done to them
     * @return the new list
     * @throws IllegalArgumentException if the path is blank
     */
    public RuleSet withProcessPriority(int adapterId, String executable, Priority priority) {
        return withProcessPriority(new ProcessPriority(adapterId, executable, priority));
    }

    /**
     * This list with a priority for the packets of an executable, in place of the one it had on that adapter, or on all.
     *
     * @param priority whose packets, and what is done to them
     * @return the new list; this one if it has the priority
     */
    public RuleSet withProcessPriority(ProcessPriority priority) {
        if (processPriorities.contains(priority)) {
            return this;
        }
        List<ProcessPriority> changed = others(priority.adapterId(), priority.executable());
        changed.add(priority);
        return new RuleSet(entries, changed);
    }

    private List<ProcessPriority> others(@Nullable Integer adapterId, String executable) {
        List<ProcessPriority> others = new ArrayList<>(processPriorities);
        others.removeIf(priority -> priority.isFor(adapterId, executable));
        return others;
    }

    /**
     * This list without the priority that an executable has on all adapters.
     *
     * @param executable the full path of the executable
     * @return the new list; the same entries if there is none
     */
    public RuleSet withoutProcessPriority(String executable) {
        return new RuleSet(entries, others(null, executable));
    }

    /**
     * This list without the priority that an executable has on one adapter.
     *
     * @param adapterId the adapter's id
     * @param executable the full path of the executable
     * @return the new list; the same entries if there is none
     */
    public RuleSet withoutProcessPriority(int adapterId, String executable) {
        return new RuleSet(entries, others(adapterId, executable));
    }

    /**
     * This list without any priorities of executables: they all get the default priority.
     *
     * @return the new list
     */
    public RuleSet withoutProcessPriorities() {
        return new RuleSet(entries, List.of());
    }

    /**
     * The priority that holds for an executable.
     *
     * @param adapterId the adapter of its packets, or null if they have none
     * @param executable the full path of the executable
     * @return the priority on that adapter, or else on all; null if it has neither
     */
    public @Nullable ProcessPriority processPriority(@Nullable Integer adapterId, String executable) {
        ProcessPriority general = null;
        for (ProcessPriority priority : processPriorities) {
            if (priority.isFor(null, executable)) {
                general = priority;
            } else if (adapterId != null && priority.isFor(adapterId, executable)) {
                return priority;
            }
        }
        return general;
    }

    /**
     * The priorities of executables, in the order in which they were set.
     *
     * @return an unmodifiable list
     */
    public List<ProcessPriority> processPriorities() {
        return processPriorities;
    }

    /**
     * The entries in order.
     *
     * @return an unmodifiable list
     */
    public List<RuleEntry> entries() {
        return entries;
    }

    /** The names in order. */
    @Override
    public String toString() {
        return entries.stream().map(RuleEntry::name).toList().toString();
    }
}
