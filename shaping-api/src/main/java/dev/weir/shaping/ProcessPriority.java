package dev.weir.shaping;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the packets of one executable, on all adapters or on one. A rule of its own kind, found by the executable's path instead of being asked in turn.
 * Immutable and thread-safe.
 *
 * @param adapterId the adapter that it is about, or null for all that have none of their own
 * @param executable the full path of the executable; a path with a backslash is compared without case
 * @param priority what is done
 */
public record ProcessPriority(@Nullable Integer adapterId, String executable, Priority priority) implements Rule {
    /**
     * Checks the path.
     *
     * @param adapterId the adapter that it is about, or null for all that have none of their own
     * @param executable the full path of the executable
     * @param priority what is done
     * @throws IllegalArgumentException if the path is blank
     */
    public ProcessPriority {
        Objects.requireNonNull(priority, "priority");
        if (executable.isBlank()) {
            throw new IllegalArgumentException("executable must not be blank: \"" + executable + "\"");
        }
    }

    /**
     * The form in which paths are compared.
     *
     * @param executable a path
     * @return in lower case if it has a backslash, as it is otherwise
     */
    public static String comparable(String executable) {
        return executable.indexOf('\\') < 0 ? executable : executable.toLowerCase(Locale.ROOT);
    }

    boolean isFor(@Nullable Integer otherAdapterId, String otherExecutable) {
        return Objects.equals(adapterId, otherAdapterId)
                && comparable(executable).equals(comparable(otherExecutable));
    }

    @Override
    public Priority evaluate(Packet packet, Context context) {
        return priority;
    }

    /**
     * What reports and ledgers call it.
     *
     * @return the path and, if it is about one, the adapter, such as {@code /opt/player on adapter 3}
     */
    public String name() {
        return adapterId == null ? executable : executable + " on adapter " + adapterId;
    }
}
