package dev.weir.shaping.lookup;

/**
 * A process that owns a connection. Immutable and thread-safe.
 *
 * @param pid the process id
 * @param executable the full path of the executable, {@code ""} if unknown
 * @param commandLine the command line, {@code ""} if unknown
 * @param user the name of the owning user, {@code ""} if unknown
 */
public record ProcessInfo(int pid, String executable, String commandLine, String user) {
    /** Nothing known: pid -1 and empty texts. */
    public static final ProcessInfo UNKNOWN = new ProcessInfo(-1, "", "", "");

    /**
     * The last segment of the executable's path, whichever of {@code /} and {@code \} separates it.
     *
     * @return the name, {@code ""} if unknown
     */
    public String name() {
        return executable.substring(Math.max(executable.lastIndexOf('/'), executable.lastIndexOf('\\')) + 1);
    }
}
