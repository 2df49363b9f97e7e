package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Treatment;
import java.util.Locale;

/** The words for what is done in a direction: the nine published categories, and two of our own, which leave the choice to somebody else. */
enum Category {
    HIGH,
    NORMAL,
    LOW,
    LIMITED,
    DELAYED,
    DROPPED,
    BLOCKED,
    IGNORED,
    CUSTOM,
    /** The next rule decides. */
    PASS,
    /** The default priority decides. */
    DEFAULT;

    static Category read(JsonNode value) {
        return Values.constant(value, values());
    }

    static Category of(Treatment treatment) {
        PriorityClass category = treatment.category();
        if (category == null) {
            return treatment.passes() ? PASS : DEFAULT;
        }
        return valueOf(category.name());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
