package dev.weir.shaping.impair;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what a text names from where it may. */
final class TraceFiles {
    private TraceFiles() {}

    /** Makes something of the lines of a file. */
    @FunctionalInterface
    interface Form<T> {
        T read(String name, BufferedReader reader) throws IOException;
    }

    static BufferedReader open(Path file) throws IOException {
        return Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    static <T> T read(@Nullable TraceSource source, String name, Form<T> form) {
        if (source == null) {
            throw new IllegalArgumentException(
                    "trace needs a place to read files from: use Impairment.parse(text, source)");
        }
        try (BufferedReader reader = source.open(name)) {
            return form.read(name, reader);
        } catch (IOException e) {
            throw new IllegalArgumentException("trace cannot be read: \"" + name + "\": " + e, e);
        }
    }
}
