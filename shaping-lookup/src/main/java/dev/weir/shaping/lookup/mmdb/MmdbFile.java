package dev.weir.shaping.lookup.mmdb;

import dev.weir.shaping.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file in the MaxMind database format, version 2: records by address. Immutable and thread-safe; finding a record is wait-free.
 *
 * <p>Tree and metadata are checked when the file is opened, a record when it is read. A faulty file gives {@link MmdbFormatException}, whatever it
 * holds, after bounded work.
 */
public final class MmdbFile {
    /** As long as an array can be on every machine. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /*
     * MaxMind DB File Format Specification, version 2.0: search tree, 16 zero bytes, data section, marker, metadata. All numbers are big-endian, pointers
     * count from the start of their section.
     */
    private final MmdbMetadata metadata;
    private final SearchTree tree;
    private final DataSection data;

    private MmdbFile(ByteBuffer file) {
        int marker = MetadataReader.marker(file);
        metadata = MetadataReader.read(file, marker);
        long treeBytes = metadata.nodes() * (metadata.recordBits() / 4);
        long start = treeBytes + SearchTree.SEPARATOR;
        if (start > marker) {
            throw new MmdbFormatException(
                    "search tree of " + metadata.nodes() + " nodes must fit into " + marker + " bytes: " + treeBytes);
        }
        for (int at = (int) treeBytes; at < start; at++) {
            if (file.get(at) != 0) {
                throw new MmdbFormatException("bytes behind the search tree must be 0: byte " + at);
            }
        }
        data = new DataSection(file.slice((int) start, marker - (int) start));
        tree = new SearchTree(file, metadata.nodes(), metadata.recordBits(), metadata.ipVersion(), data.length());
    }

    /**
     * Reads a file into memory.
     *
     * @param path the file, less than 2 GiB
     * @return the file
     * @throws IOException if it cannot be read, or is too large
     * @throws MmdbFormatException if it breaks the format
     */
    public static MmdbFile read(Path path) throws IOException {
        checkSize(path, Files.size(path));
        return of(Files.readAllBytes(path));
    }

    private static void checkSize(Path path, long size) throws IOException {
        if (size > MOST_BYTES) {
            throw new IOException("file must have at most " + MOST_BYTES + " bytes: " + path + ": " + size);
        }
    }

    /**
     * Maps a file into memory, where programs share it and only what is used is read. It must not be cut off or overwritten while it is in use; replace it by
     * another file of that name.
     *
     * @param path the file, less than 2 GiB
     * @return the file
     * @throws IOException if it cannot be mapped, or is too large
     * @throws MmdbFormatException if it breaks the format
     */
    public static MmdbFile map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            checkSize(path, size);
            return new MmdbFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
    }

    /**
     * A file that is in memory.
     *
     * @param bytes all of it; must not be changed afterwards
     * @return the file
     * @throws MmdbFormatException if it breaks the format
     */
    public static MmdbFile of(byte[] bytes) {
        return new MmdbFile(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /**
     * What the file says of itself.
     *
     * @return the metadata
     */
    public MmdbMetadata metadata() {
        return metadata;
    }

    /**
     * The record of an address. Allocates it.
     *
     * @param address the address; an IPv4 address in a file for both is found by its last 32 bits
     * @return what the file holds: Map, List, String, Double, Float, byte[], Boolean, Integer (16-bit and signed numbers), Long (32-bit ones),
     *     BigInteger (larger ones); or null if there is none. Maps and lists cannot be changed
     * @throws MmdbFormatException if the record breaks the format, or has more than 100000 values
     */
    public @Nullable Object find(IpAddress address) {
        int at = locate(address);
        return at == SearchTree.NOTHING ? null : new DataDecoder(data).decode(at);
    }

    /** Where the record of an address is in the data section, or {@link SearchTree#NOTHING}. */
    int locate(IpAddress address) {
        return tree.find(address);
    }

    DataSection data() {
        return data;
    }
}
