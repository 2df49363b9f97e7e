package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.Treatment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The priorities of executables, by the adapter and the executable of a packet. Not thread-safe. Finding one is a look-up, which allocates only for an executable that
 * was not met before; at most {@value #MAX_KNOWN} are remembered for each adapter.
 */
final class ProcessRules {
    static final int MAX_KNOWN = 4_096;

    private final Adapters adapters;
    private final boolean instancesAsOne;
    private final Map<ProcessPriority, Found> listed = new HashMap<>();
    private final List<Map<String, Found>> byAdapter = new ArrayList<>();
    private RuleSet rules = RuleSet.empty();

    /** The state of a priority, and what it answers; none where an executable has no priority. */
    record Found(@Nullable RuleState state, @Nullable Priority priority) {
        private static final Found NOTHING = new Found(null, null);
    }

    ProcessRules(Adapters adapters, boolean instancesAsOne) {
        this.adapters = adapters;
        this.instancesAsOne = instancesAsOne;
    }

    /** Starts over with the priorities of other rules. */
    void clear(RuleSet newRules) {
        rules = newRules;
        listed.clear();
        byAdapter.clear();
    }

    void add(ProcessPriority process, RuleState state) {
        listed.put(process, new Found(state, ownLimits(process.priority())));
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    /** A limit that does not say whose it is, is each process's own. */
    private Priority ownLimits(Priority priority) {
        boolean tracked = false;
        boolean limited = false;
        for (Direction direction : Direction.values()) {
            Treatment treatment = priority.treatment(direction);
            tracked |= treatment.limiting().tracking() != null;
            limited |= treatment.impairment().limit() != null
                    || treatment.limiting().quota() != null;
        }
        return limited && !tracked && !instancesAsOne ? priority.perStream(Tracking.PROCESS) : priority;
    }

    Found find(int adapter, String executable) {
        while (byAdapter.size() <= adapter) {
            byAdapter.add(new HashMap<>());
        }
        Map<String, Found> known = byAdapter.get(adapter);
        Found found = known.get(executable);
        return found == null ? remember(known, adapter, executable) : found;
    }

    private Found remember(Map<String, Found> known, int adapter, String executable) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        Found found = search(adapter == 0 ? null : adapters.get(adapter).id(), executable);
        known.put(executable, found);
        return found;
    }

    private Found search(@Nullable Integer adapterId, String executable) {
        ProcessPriority process = rules.processPriority(adapterId, executable);
        return process == null ? Found.NOTHING : listed.getOrDefault(process, Found.NOTHING);
    }
}
