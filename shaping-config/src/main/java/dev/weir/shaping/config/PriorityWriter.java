package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.Limiting;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.impair.Impairment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes priorities: the eleven published values, and our own fields where these do not tell all. What it writes is read back as an equal priority. */
final class PriorityWriter {
    private PriorityWriter() {}

    /**
     * The fields of a priority.
     *
     * @param values the values that the priority was read from, or null; kept if they still mean it
     */
    static ObjectNode write(Priority priority, @Nullable PriorityValues values) {
        if (values != null && values.priority().equals(priority)) {
            ObjectNode node = values.node();
            own(priority, values.perConnection(), node);
            if (priority.equals(reread(node))) {
                return node;
            }
        }
        boolean perConnection = perConnection(priority);
        ObjectNode node = new PriorityValues(
                        values(priority, Side.DOWNLOAD), values(priority, Side.UPLOAD), perConnection, priority)
                .node();
        own(priority, perConnection, node);
        if (!priority.equals(reread(node))) {
            throw new IllegalArgumentException("priority cannot be written: " + priority);
        }
        return node;
    }

    private static @Nullable Priority reread(ObjectNode node) {
        PriorityValues values = PriorityValues.read(Fields.of(node, "priority", new Findings()));
        return values == null ? null : values.priority();
    }

    /** Whether every limit is one per connection. */
    private static boolean perConnection(Priority priority) {
        boolean some = false;
        for (Side side : Side.values()) {
            Treatment treatment = priority.treatment(side.direction());
            if (limits(treatment)) {
                if (treatment.limiting().tracking() != Tracking.CONNECTION) {
                    return false;
                }
                some = true;
            }
        }
        return some;
    }

    private static boolean limits(Treatment treatment) {
        return treatment.impairment().limit() != null || treatment.limiting().quota() != null;
    }

    private static DirectionValues values(Priority priority, Side side) {
        Treatment treatment = priority.treatment(side.direction());
        DirectionValues plain = plain(treatment);
        return plain == null ? new DirectionValues(Category.of(treatment), 0, 0, 0, 0.0) : plain;
    }

    private static @Nullable DirectionValues plain(Treatment treatment) {
        return DirectionValues.of(Category.of(treatment), treatment.impairment());
    }

    private static void own(Priority priority, boolean perConnection, ObjectNode node) {
        for (Side side : Side.values()) {
            own(priority.treatment(side.direction()), side, perConnection, node);
        }
    }

    private static void own(Treatment treatment, Side side, boolean perConnection, ObjectNode node) {
        Limiting limiting = treatment.limiting();
        Quota quota = limiting.quota();
        if (quota != null) {
            node.set(side.field("quota"), QuotaValues.write(quota));
        } else if (plain(treatment) == null) {
            node.put(side.field("impairment"), text(treatment.impairment()));
        }
        Tracking implied = perConnection && limits(treatment) ? Tracking.CONNECTION : null;
        if (limiting.tracking() != null && limiting.tracking() != implied) {
            node.put(side.field("stream"), limiting.tracking().toString());
        }
        put(node, side, "policed", limiting.policed());
        put(node, side, "penalize_short", limiting.penalizesShort());
        put(node, side, "combined", treatment.combined());
        if (treatment.dscp() != null) {
            node.put(
                    side.field("dscp"), Objects.requireNonNull(treatment.dscp()).codePoint());
        }
        if (treatment.bind() != null) {
            node.put(side.field("bind"), String.valueOf(treatment.bind()));
        }
        if (treatment.key() != null) {
            node.put(side.field("key"), treatment.key());
        }
        put(node, side, "counted", treatment.counted());
    }

    private static String text(Impairment impairment) {
        return impairment.equals(Impairment.NONE) ? DirectionReader.NO_IMPAIRMENT : impairment.toString();
    }

    private static void put(ObjectNode node, Side side, String name, boolean value) {
        if (value) {
            node.put(side.field(name), true);
        }
    }
}
