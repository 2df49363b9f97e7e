package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.RateLimit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one direction of a priority: the published values, and our own fields besides. */
final class DirectionReader {
    static final String NO_IMPAIRMENT = "none";

    /** Our own fields of a direction, without its prefix. */
    static final List<String> OWN_FIELDS = List.of(
            "impairment", "quota", "stream", "policed", "penalize_short", "combined", "dscp", "bind", "key", "counted");

    private final Fields fields;
    private final Side side;
    private final DirectionValues values;
    private final @Nullable Dscp dscp;
    private final @Nullable MacAddress bind;

    DirectionReader(Fields fields, Side side, DirectionValues values) {
        this.fields = fields;
        this.side = side;
        this.values = values;
        this.dscp = fields.read(side.field("dscp"), value -> Dscp.of(Values.integer(value, 0, 63)));
        this.bind = fields.read(side.field("bind"), value -> MacAddress.parse(Values.text(value)));
    }

    /** A priority of which the side's half is meant; that of nothing special where something is wrong, which is reported. */
    Priority read(boolean perConnection) {
        Priority base = base();
        Tracking stream = fields.read(side.field("stream"), value -> Values.constant(value, Tracking.values()));
        boolean policed = flag("policed");
        boolean penalized = flag("penalize_short");
        boolean limits = limits(base);
        if (!limits && (stream != null || policed || penalized)) {
            fields.warn(side.field("stream"), "stream, policed and penalize_short have no effect without a limit");
        }
        Priority priority = flag("combined") ? tried("combined", base::combined) : base;
        Tracking tracking = stream == null && perConnection && limits ? Tracking.CONNECTION : stream;
        priority = withLimiting(priority, tracking, policed, penalized);
        return withMarks(priority);
    }

    private boolean flag(String name) {
        return fields.read(side.field(name), Values::flag, false);
    }

    private static boolean limits(Priority priority) {
        Treatment treatment = priority.treatment(Side.DOWNLOAD.direction());
        return treatment.impairment().limit() != null || treatment.limiting().quota() != null;
    }

    private Priority base() {
        JsonNode quota = fields.value(side.field("quota"));
        Impairment impairment = fields.read(side.field("impairment"), DirectionReader::impairment);
        if (quota != null) {
            return quota(quota);
        }
        if (impairment != null) {
            return impaired(impairment);
        }
        if (values.category() == Category.DEFAULT && dscp != null) {
            return Priorities.dscp(dscp.codePoint());
        }
        if (values.category() == Category.DEFAULT && bind != null) {
            return Priorities.bind(bind);
        }
        if (values.category() == Category.LIMITED && values.limit() == 0) {
            return noLimit();
        }
        return tried("priority", values::priority);
    }

    /** What could not be read as a limit was reported as such. */
    private Priority noLimit() {
        JsonNode given = fields.value(side.field("limit"));
        if (given == null) {
            return fault("limit", FaultCode.MISSING_FIELD, "limit must be given for the category limited");
        }
        return given.isNumber() && given.doubleValue() == 0
                ? fault("limit", FaultCode.INVALID, "limit must be at least 1 byte/s: 0")
                : Priorities.normal();
    }

    private static Impairment impairment(JsonNode value) {
        String text = Values.text(value);
        return text.equalsIgnoreCase(NO_IMPAIRMENT) ? Impairment.NONE : Impairment.parse(text);
    }

    private Priority quota(JsonNode value) {
        if (values.category() != Category.LIMITED) {
            return fault("quota", FaultCode.INVALID, "quota must have the category limited: " + values.category());
        }
        Quota quota = QuotaValues.read(fields.within(side.field("quota"), value));
        return quota == null ? Priorities.normal() : Priorities.quota(quota);
    }

    private Priority impaired(Impairment impairment) {
        Priority priority =
                switch (values.category()) {
                    case LIMITED -> limited(impairment.limit());
                    case DELAYED -> Priorities.delay(impairment.delay());
                    case CUSTOM -> Priorities.custom(impairment);
                    default -> values.priority();
                };
        if (!priority.treatment(side.direction()).impairment().equals(impairment)) {
            return fault(
                    "impairment",
                    FaultCode.INVALID,
                    "impairment must be of the category " + values.category() + ", or the category custom: \""
                            + impairment + "\"");
        }
        return priority;
    }

    private Priority limited(@Nullable RateLimit limit) {
        return limit == null ? Priorities.limit(side == Side.DOWNLOAD ? "*:1" : "1:*") : Priorities.limit(limit);
    }

    /** Limits of the other half let the modifiers take a half without one, as they do where a rule has a limit in one direction alone. */
    private Priority withLimiting(Priority base, @Nullable Tracking tracking, boolean policed, boolean penalized) {
        if (tracking == null && !policed && !penalized) {
            return base;
        }
        Priority other = Priorities.limit(1);
        Priority priority =
                side == Side.DOWNLOAD ? Priorities.perDirection(base, other) : Priorities.perDirection(other, base);
        priority = tracking == null ? priority : priority.perStream(tracking);
        priority = policed ? priority.policed() : priority;
        return penalized ? priority.penalizeShort() : priority;
    }

    private Priority withMarks(Priority base) {
        String key = fields.read(side.field("key"), Values::rawText);
        Priority priority = dscp == null ? base : base.dscp(dscp);
        priority = bind == null ? priority : priority.bind(bind);
        priority = key == null ? priority : priority.keyed(key);
        return flag("counted") ? priority.counted() : priority;
    }

    private Priority tried(String field, Supplier<Priority> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return fault(field, FaultCode.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private Priority fault(String field, FaultCode code, String message) {
        fields.fault(side.field(field), code, message);
        return Priorities.normal();
    }
}
