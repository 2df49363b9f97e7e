package dev.weir.capture.relay;

import dev.weir.shaping.core.EmbeddedShaping;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is in force on a relay: conditions, gates, triggers. Belongs to the relay's thread. */
final class Regime {
    private final EmbeddedShaping shaping;
    private final EventLog events;
    private final Map<RelayDirection, List<Gate>> gates = new EnumMap<>(RelayDirection.class);
    private final Map<RelayDirection, List<Trigger>> triggers = new EnumMap<>(RelayDirection.class);
    private Conditions conditions;
    private Terms terms;
    /** Counts the changes, so that who was told something can know whether it is still so. */
    private long changes;

    Regime(Conditions conditions, EmbeddedShaping shaping, EventLog events) {
        this.conditions = conditions;
        this.shaping = shaping;
        this.events = events;
        terms = Terms.of(conditions);
        for (RelayDirection direction : RelayDirection.values()) {
            gates.put(direction, new ArrayList<>());
            triggers.put(direction, new ArrayList<>());
        }
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

    /** Has other conditions come into force; the clients' door has been changed already. */
    void change(Conditions next) {
        for (RelayDirection direction : RelayDirection.values()) {
            if (!next.line(direction).equals(conditions.line(direction))) {
                throw new UnsupportedOperationException("line of an open relay cannot be changed: " + direction);
            }
        }
        conditions = next;
        terms = Terms.of(next);
        changes++;
        events.add(next.equals(Conditions.NONE) ? "no impairment, no fault" : next.toString());
    }

    boolean held(RelayDirection direction) {
        return !gates.get(direction).isEmpty();
    }

    void close(RelayDirection direction, Gate gate, long heldBytes) {
        gate.hold(heldBytes);
        gates.get(direction).add(gate);
        changes++;
    }

    void open(RelayDirection direction, Gate gate) {
        gates.get(direction).remove(gate);
        changes++;
    }

    /** Bytes came and wait, if there are gates. */
    void hold(RelayDirection direction, long bytes) {
        List<Gate> closed = gates.get(direction);
        for (int i = 0; i < closed.size(); i++) {
            closed.get(i).hold(bytes);
        }
    }

    void set(Trigger trigger) {
        List<Trigger> known = triggers.get(trigger.direction());
        known.removeIf(old -> !old.isArmed());
        known.add(trigger);
    }

    void forEachTrigger(RelayDirection direction, Consumer<Trigger> action) {
        for (Trigger trigger : triggers.get(direction)) {
            if (trigger.isArmed()) {
                action.accept(trigger);
            }
        }
    }

    /** Opens all gates and forgets all triggers. */
    void clear() {
        gates.values().forEach(List::clear);
        triggers.values().forEach(List::clear);
        changes++;
    }
}
