package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.ProcessPriority;

/**
 * The names that seed the draws of what is not a rule. They start with a character that no rule's name can be mistaken for.
 */
final class ReservedNames {
    /** What reports and ledgers call the default priority. */
    static final String DEFAULT = "default";

    private static final String MARK = "\0";

    private ReservedNames() {}

    static String defaultPriority() {
        return MARK + DEFAULT;
    }

    static String process(ProcessPriority process) {
        return MARK + "process " + process.adapterId() + " " + ProcessPriority.comparable(process.executable());
    }

    static String line(Direction direction) {
        return MARK + "line " + direction;
    }
}
