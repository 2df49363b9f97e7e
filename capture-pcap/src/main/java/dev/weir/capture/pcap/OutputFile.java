package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file that appears under its name all at once, or not at all; pipes and devices are written directly. */
final class OutputFile {
    private final Path target;
    private final @Nullable Path temporary;
    private final FileChannel channel;

    private OutputFile(Path target, @Nullable Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    static OutputFile create(Path path) throws IOException {
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
        FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new OutputFile(target, temporary, channel);
    }

    FileChannel channel() {
        return channel;
    }

    /** Closes the file and gives it its name. */
    void commit() throws IOException {
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

    /** Closes the file and deletes what was not committed. */
    void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
