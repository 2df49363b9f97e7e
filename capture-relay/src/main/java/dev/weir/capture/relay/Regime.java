package dev.weir.capture.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is in force on a relay: conditions, gates, triggers. Belongs to the relay's thread. */
final class Regime {
    private final RelayLoop loop;
    private final EventLog events;
    /** By direction, as all lists here. */
    private final List<List<Gate>> gates = List.of(new ArrayList<>(), new ArrayList<>());

    private final List<List<Trigger>> triggers = List.of(new ArrayList<>(), new ArrayList<>());
    private Conditions conditions;
    private Terms terms;
    /** Counts the changes, so that who was told something can know whether it is still so. */
    private long changes;

    Regime(Conditions conditions, RelayLoop loop, EventLog events) {
        this.conditions = conditions;
        this.loop = loop;
        this.events = events;
        terms = Terms.of(conditions);
    }

    Conditions conditions() {
        return conditions;
    }

    Terms terms() {
        return terms;
    }

    long changes() {
        return changes;
    }

    EventLog events() {
        return events;
    }

    /**
     * Has other conditions come into force, all or nothing.
     *
     * @param next the conditions
     * @param door changes what becomes of who connects; if it throws, nothing has changed
     */
    void change(Conditions next, Runnable door) {
        lines(conditions, next);
        try {
            door.run();
        } catch (RuntimeException e) {
            lines(next, conditions);
            throw e;
        }
        conditions = next;
        terms = Terms.of(next);
        changes++;
        events.add(next.equals(Conditions.NONE) ? "no impairment, no fault" : next.toString());
    }

    private void lines(Conditions before, Conditions next) {
        line(RelayDirection.UPLOAD, before, next);
        try {
            line(RelayDirection.DOWNLOAD, before, next);
        } catch (RuntimeException e) {
            line(RelayDirection.UPLOAD, next, before);
            throw e;
        }
    }

    private void line(RelayDirection direction, Conditions before, Conditions next) {
        if (!next.line(direction).equals(before.line(direction))) {
            loop.shaping().line(direction.direction(), next.line(direction));
        }
    }

    boolean held(RelayDirection direction) {
        return !gates.get(direction.ordinal()).isEmpty();
    }

    void close(RelayDirection direction, Gate gate, long heldBytes) {
        gate.hold(heldBytes);
        gates.get(direction.ordinal()).add(gate);
        changes++;
    }

    void open(RelayDirection direction, Gate gate) {
        gates.get(direction.ordinal()).remove(gate);
        changes++;
    }

    /** Bytes came and wait, if there are gates. */
    void hold(RelayDirection direction, long bytes) {
        List<Gate> closed = gates.get(direction.ordinal());
        for (int i = 0; i < closed.size(); i++) {
            closed.get(i).hold(bytes);
        }
    }

    void set(Trigger trigger) {
        List<Trigger> known = triggers.get(trigger.direction().ordinal());
        known.removeIf(old -> !old.isArmed());
        known.add(trigger);
    }

    void forEachTrigger(RelayDirection direction, Consumer<Trigger> action) {
        for (Trigger trigger : triggers.get(direction.ordinal())) {
            if (trigger.isArmed()) {
                action.accept(trigger);
            }
        }
    }

    /** Opens all gates and forgets all triggers. */
    void clear() {
        gates.forEach(List::clear);
        triggers.forEach(List::clear);
        changes++;
    }
}
