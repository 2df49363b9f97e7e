package dev.weir.capture.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name all at once, or not at all: it is written under a temporary name in the same folder, and moved by
 * {@link #commit}. Pipes and devices are written directly.
 *
 * <p>Not thread-safe. Blocks as the file does.
 */
public final class OutputFile implements Closeable {
    private final Path target;
    private final @Nullable Path temporary;
    private final FileChannel channel;

    private OutputFile(Path target, @Nullable Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Starts a file.
     *
     * @param path its name; a file that is there stays until the commit
     * @return an empty file
     * @throws IOException if the path is a directory or cannot be written; the message names it
     */
    public static OutputFile create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is a directory");
        }
        if (!Files.exists(path)) {
            return temporary(path);
        }
        if (Files.isRegularFile(path)) {
            return temporary(path.toRealPath());
        }
        return new OutputFile(path, null, FileChannel.open(path, StandardOpenOption.WRITE));
    }

    private static OutputFile temporary(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(target.toString(), null, "the folder does not exist");
        }
        Path temporary = folder.resolve(".weir-" + UUID.randomUUID() + ".part");
        try {
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            return new OutputFile(target, temporary, channel);
        } catch (FileSystemException e) {
            FileSystemException named = new FileSystemException(target.toString(), null, reason(e));
            named.initCause(e);
            throw named;
        }
    }

    private static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        return failure instanceof AccessDeniedException ? "permission denied" : "no file can be created in its folder";
    }

    /**
     * What to write to.
     *
     * @return the open channel; closed by {@link #commit} and {@link #close}
     */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Closes the file and gives it its name.
     *
     * @throws IOException if that fails
     */
    public void commit() throws IOException {
        channel.close();
        if (temporary == null) {
            return;
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Closes the file and deletes what was not committed.
     *
     * @throws IOException if that fails
     */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
