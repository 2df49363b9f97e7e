package dev.weir.shaping.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.UUID;

/**
 * Files with filters, rules and settings: read, written, watched. The text is UTF-8; the form is that of {@link ConfigurationReader}. Thread-safe; blocks on the disk.
 *
 * <pre>{@code
 * RuleFileWatch watch = RuleFile.watch(path, reading -> {
 *     reading.configuration().groups().forEach(live::addressGroup);
 *     live.filters(reading.configuration().filters());
 *     live.rules(reading.configuration().rules());
 * });
 * }</pre>
 */
public final class RuleFile {
    private static final int MOST_BYTES = 16 << 20;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private RuleFile() {}

    /**
     * Reads a file; the files it names are found from its folder on.
     *
     * @param file the file, 16 MiB at most
     * @return what was read
     * @throws ConfigurationException with everything that is wrong
     * @throws IOException if it cannot be read
     */
    public static Reading read(Path file) throws IOException {
        return parse(file, text(file));
    }

    static Reading parse(Path file, String text) throws ConfigurationException {
        Path folder = file.toAbsolutePath().getParent();
        ConfigurationReader reader = ConfigurationReader.create();
        try {
            return (folder == null ? reader : reader.directory(folder)).read(text);
        } catch (ConfigurationException e) {
            throw e.in(file.toString());
        }
    }

    /** The text of a file, a pipe included, of which no more is read than is allowed. */
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw ConfigurationException.syntax("file must have at most " + MOST_BYTES + " bytes")
                    .in(file.toString());
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw ConfigurationException.syntax("file must be UTF-8 text").in(file.toString());
        }
    }

    /**
     * Writes a file: whoever reads it sees the old contents or the new ones, never a part. A file that is replaced keeps its permissions; a link stays, and the
     * file it leads to is replaced.
     *
     * @param file the file, replaced if it exists
     * @param configuration what to write
     * @throws IllegalArgumentException if a rule cannot be written; the file is not touched
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Configuration configuration) throws IOException {
        String text = ConfigurationWriter.text(configuration);
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.writeString(part, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            copyPermissions(target, part);
            replace(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        if (Files.exists(from) && Files.getFileStore(to).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
    }

    private static void replace(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Reads a file and goes on watching it, looking at it every 5 seconds where the file system tells nothing by itself.
     *
     * @param file the file
     * @param listener is told at once, before this returns, and after every change
     * @return the watch, to be closed
     * @throws ConfigurationException with everything that is wrong with the file; then it is not watched
     * @throws IOException if it cannot be read; then it is not watched
     */
    public static RuleFileWatch watch(Path file, RuleFileListener listener) throws IOException {
        return watch(file, INTERVAL, listener);
    }

    /**
     * Reads a file and goes on watching it.
     *
     * @param file the file
     * @param interval how often to look at it where the file system tells nothing by itself, 10 ms to 1 day
     * @param listener is told at once, before this returns, and after every change
     * @return the watch, to be closed
     * @throws IllegalArgumentException if the interval is out of range
     * @throws ConfigurationException with everything that is wrong with the file; then it is not watched
     * @throws IOException if it cannot be read; then it is not watched
     */
    public static RuleFileWatch watch(Path file, Duration interval, RuleFileListener listener) throws IOException {
        if (interval.compareTo(Duration.ofMillis(10)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("interval must be within 10 ms..1 day: " + interval);
        }
        return RuleFileWatch.start(file, interval, listener);
    }
}
