package dev.weir.shaping.impair;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Where texts that name a trace find its lines. Thread-safe if its {@link #open} is; those made here are. */
@FunctionalInterface
public interface TraceSource {
    /**
     * Opens the lines of a trace.
     *
     * @param name what the text calls it
     * @return the lines, to be closed by the caller
     * @throws IOException if they cannot be read
     * @throws IllegalArgumentException if there may be no such trace
     */
    BufferedReader open(String name) throws IOException;

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
            return TraceFiles.open(file);
        };
    }

    /**
     * Any file, named as for the operating system: for texts that the user of the machine typed.
     *
     * @return the source
     */
    static TraceSource anywhere() {
        return name -> TraceFiles.open(Path.of(name));
    }
}
