package dev.weir.shaping.filter;

import java.util.Locale;

/** What a filter does to the packets it matches. */
public enum FilterAction {
    /** Releases them at once, past every rule, limit and line. */
    IGNORE,
    /** Drops them, as {@link dev.weir.shaping.DropReason#FILTERED}. */
    BLOCK,
    /** Marks them with the filter's id, for rules to ask for, and lets them go on to the rules. */
    PIPE;

    /**
     * Reads an action.
     *
     * @param text {@code ignore}, {@code block} or {@code pipe} in any case, or 1, 2 or 3 for these
     * @return the action
     * @throws IllegalArgumentException if the text is none of these
     */
    public static FilterAction parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "ignore", "1" -> IGNORE;
            case "block", "2" -> BLOCK;
            case "pipe", "3" -> PIPE;
            default ->
                throw new IllegalArgumentException(
                        "filter action must be ignore, block or pipe, or 1 to 3: \"" + text + "\"");
        };
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
