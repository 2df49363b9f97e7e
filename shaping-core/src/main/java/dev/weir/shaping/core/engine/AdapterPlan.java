package dev.weir.shaping.core.engine;

import dev.weir.shaping.AdapterType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a recipe says about adapters, by their ids. Immutable.
 *
 * @param capacities adapters with classes of their own, and what these share; unknown where it is to be found out
 * @param types what adapters lead to, whatever the source of the packets says
 * @param unmonitored adapters whose packets pass as if there were no engine
 */
public record AdapterPlan(
        Map<Integer, Capacity> capacities, Map<Integer, AdapterType> types, Set<Integer> unmonitored) {
    /** All adapters are treated alike. */
    public static final AdapterPlan NONE = new AdapterPlan(Map.of(), Map.of(), Set.of());

    /**
     * Copies the collections.
     *
     * @param capacities by adapter id
     * @param types by adapter id
     * @param unmonitored adapter ids
     */
    public AdapterPlan {
        capacities = Map.copyOf(capacities);
        types = Map.copyOf(types);
        unmonitored = Set.copyOf(unmonitored);
    }

    /**
     * This plan, with classes of an adapter's own.
     *
     * @param adapterId the adapter
     * @param capacity what they share
     * @return the new plan
     * @throws IllegalArgumentException if there are too many
     */
    public AdapterPlan withCapacity(int adapterId, Capacity capacity) {
        Map<Integer, Capacity> more = new HashMap<>(capacities);
        more.put(adapterId, capacity);
        if (more.size() > Adapters.MAX) {
            throw new IllegalArgumentException(
                    "adapters with a capacity must be at most " + Adapters.MAX + ": " + more.size());
        }
        return new AdapterPlan(more, types, unmonitored);
    }

    /**
     * This plan, with an adapter's type.
     *
     * @param adapterId the adapter
     * @param type its type
     * @return the new plan
     */
    public AdapterPlan withType(int adapterId, AdapterType type) {
        Map<Integer, AdapterType> more = new HashMap<>(types);
        more.put(adapterId, type);
        return new AdapterPlan(capacities, more, unmonitored);
    }

    /**
     * This plan, with or without monitoring of an adapter.
     *
     * @param adapterId the adapter
     * @param monitored whether its packets are shaped
     * @return the new plan
     */
    public AdapterPlan withMonitoring(int adapterId, boolean monitored) {
        Set<Integer> changed = new HashSet<>(unmonitored);
        if (monitored) {
            changed.remove(adapterId);
        } else {
            changed.add(adapterId);
        }
        return new AdapterPlan(capacities, types, changed);
    }
}
