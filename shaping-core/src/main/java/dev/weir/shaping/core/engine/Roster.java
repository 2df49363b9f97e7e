package dev.weir.shaping.core.engine;

import dev.weir.shaping.core.packet.Cells;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The states of what is in a list that is replaced now and then, and of what was in it before and did something. Of those it keeps {@value #MOST_FORMER}; beyond that the
 * one that went first is forgotten and counted. Not thread-safe, but any thread may read the count.
 */
final class Roster<K, S> {
    static final int MOST_FORMER = 1_024;

    private final Predicate<S> used;
    /** What is not listed any more, in the order in which it went, then what is listed. */
    private final Map<K, S> states = new LinkedHashMap<>();

    private final long[] forgotten = new long[1];
    private int listed;

    /** Nothing is listed; whether a state did something is asked when it is not listed any more. */
    Roster(Predicate<S> used) {
        this.used = used;
    }

    /** Another list begins. */
    void begin() {
        listed = 0;
    }

    /** The latest state of a name, or null if it is not known. */
    @Nullable
    S find(K name) {
        return states.get(name);
    }

    /** Lists a state under a name, which is once in a list. */
    void list(K name, S state) {
        states.remove(name);
        states.put(name, state);
        listed++;
    }

    /** Ends the list; answers what is not in it and did something. */
    List<S> former() {
        Iterator<S> unused = states.values().iterator();
        for (int left = states.size() - listed; left > 0; left--) {
            if (!used.test(unused.next())) {
                unused.remove();
            }
        }
        Iterator<S> oldest = states.values().iterator();
        while (states.size() - listed > MOST_FORMER) {
            oldest.next();
            oldest.remove();
            Cells.add(forgotten, 0, 1);
        }
        return states.values().stream().limit(states.size() - listed).toList();
    }

    long forgotten() {
        return Cells.get(forgotten, 0);
    }
}
