package dev.weir.shaping.core.engine;

import dev.weir.shaping.Adapter;
import java.util.Arrays;

/**
 * The adapters of one engine, by the number that its packets carry: 0 for none, others from 1 in the order in which they were met.
 *
 * <p>Thread-safe: intakes make theirs known while the engine reads. Only an adapter that is new takes a lock or allocates.
 */
public final class Adapters {
    /** How many adapters one engine tells apart. */
    public static final int MAX = 255;

    private final AdapterPlan plan;
    private volatile Entry[] entries = {new Entry(Adapter.NONE, Adapter.NONE, true)};

    /** An adapter as its source tells it, and as the recipe has it. */
    private record Entry(Adapter told, Adapter adapter, boolean monitored) {}

    /**
     * Adapters that are not known yet.
     *
     * @param plan what the recipe says about them
     */
    public Adapters(AdapterPlan plan) {
        this.plan = plan;
    }

    /**
     * The number of an adapter, a new one if it has none.
     *
     * @param adapter the adapter
     * @return 0 to {@value #MAX}
     * @throws IllegalArgumentException if its id belongs to another adapter
     * @throws IllegalStateException if there are too many
     */
    public int number(Adapter adapter) {
        if (adapter.equals(Adapter.NONE)) {
            return 0;
        }
        int number = find(adapter);
        return number == 0 ? add(adapter) : number;
    }

    private int find(Adapter adapter) {
        Entry[] known = entries;
        for (int number = 1; number < known.length; number++) {
            Adapter told = known[number].told;
            if (told.id() == adapter.id()) {
                if (!told.equals(adapter)) {
                    throw new IllegalArgumentException(
                            "adapter id " + adapter.id() + " must stay with " + told + ": " + adapter);
                }
                return number;
            }
        }
        return 0;
    }

    private synchronized int add(Adapter adapter) {
        int number = find(adapter);
        if (number != 0) {
            return number;
        }
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        number = more.length - 1;
        if (number > MAX) {
            throw new IllegalStateException("adapters must be at most " + MAX + ": " + adapter);
        }
        Adapter tagged = adapter.withType(plan.types().getOrDefault(adapter.id(), adapter.type()));
        more[number] = new Entry(adapter, tagged, !plan.unmonitored().contains(adapter.id()));
        entries = more;
        return number;
    }

    /**
     * The adapter of a number, with the type that the recipe gives it.
     *
     * @param number a number that was given out
     * @return the adapter
     */
    public Adapter get(int number) {
        return entries[number].adapter;
    }

    /** Whether packets of an adapter are shaped. */
    boolean monitored(int number) {
        return entries[number].monitored;
    }
}
