package dev.weir.shaping.config;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Settings;
import java.util.Objects;

/**
 * What a file says besides its rules (seed 001:312, 339). Immutable, thread-safe, equal by value.
 *
 * @param shaping how the shaper schedules
 * @param defaultPriority what is done with packets that nothing else covers
 * @param logsErrors whether errors are wanted in the log of the system: carried along from file to file, and for programs to ask; nothing in here logs by it
 */
public record GeneralSettings(Settings shaping, Priority defaultPriority, boolean logsErrors) {
    /** What holds unless something else is set. */
    public static final GeneralSettings DEFAULT = new GeneralSettings(Settings.DEFAULT, Priorities.normal(), true);

    /**
     * Checks that all are there.
     *
     * @param shaping how the shaper schedules
     * @param defaultPriority what is done with packets that nothing else covers
     * @param logsErrors whether errors are wanted in the log of the system
     */
    public GeneralSettings {
        Objects.requireNonNull(shaping, "shaping");
        Objects.requireNonNull(defaultPriority, "defaultPriority");
    }
}
