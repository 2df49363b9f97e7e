package dev.weir.shaping.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What tells two versions of a file apart without reading them: another file by that name, another time, another size. */
record FileState(@Nullable Object key, @Nullable FileTime time, long size) {
    private static final FileState MISSING = new FileState(null, null, -1);

    static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        } catch (IOException e) {
            return MISSING;
        }
    }
}
