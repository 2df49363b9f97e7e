package dev.weir.shaping.impair;

import java.io.IOException;
import java.nio.file.Path;

/** Where texts that name a trace find it. Thread-safe if its {@link #trace} is; those made here are. */
@FunctionalInterface
public interface TraceSource {
    /**
     * Finds a trace.
     *
     * @param name what the text calls it
     * @return the trace
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is no such trace, or it is none
     */
    Trace trace(String name) throws IOException;

    /**
     * The files of a folder and of those in it. A name that leads out of the folder is refused; links that lie in the folder are followed.
     *
     * @param folder the folder
     * @return the source
     */
    static TraceSource within(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        return name -> {
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root)) {
                throw new IllegalArgumentException("trace must lie within " + root + ": \"" + name + "\"");
            }
            return TraceText.read(name, file);
        };
    }

    /**
     * Any file, named as for the operating system: for texts that the user of the machine typed.
     *
     * @return the source
     */
    static TraceSource anywhere() {
        return name -> TraceText.read(name, Path.of(name));
    }
}
