package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;

/**
 * A long list of addresses under a name. Despite the name it only tells what is in it; a rule decides what to do.
 *
 * <p>Immutable, thread-safe; equal by id, name and addresses. A range takes 8 bytes for IPv4 and 32 for IPv6, and the index of IPv4 at most one more a range. {@link #contains}
 * searches by halving and allocates nothing.
 *
 * <p>A text has an address, a network ({@code 10.0.0.0/8}) or a range ({@code 10.0.0.5 - 10.0.0.99}) on each line; before it there may be a name and a colon, as in
 * the lists of PeerGuardian. Octets may have leading zeros. Lines that are blank or begin with {@code #} are skipped, and so is what follows a blank and {@code #}.
 * Ranges that overlap or touch become one.
 */
public final class BlockList {
    private final UUID id;
    private final String name;
    private final AddressTable table;
    private final long badLines;

    BlockList(UUID id, String name, AddressTable table, long badLines) {
        this.id = Objects.requireNonNull(id, "id");
        this.name = name;
        this.table = table;
        this.badLines = badLines;
        if (name.isBlank()) {
            throw new IllegalArgumentException("block list name must not be blank: \"" + name + "\"");
        }
    }

    /**
     * Reads a file. Bytes are taken as ISO 8859-1, which fits UTF-8 too, as only names are not ASCII.
     *
     * @param id what rules name the list by
     * @param name for people
     * @param file the file
     * @return the list
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if more than half of the lines are none of a list, or the name is blank
     */
    public static BlockList read(UUID id, String name, Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return read(id, name, reader);
        }
    }

    /**
     * Reads a text to its end.
     *
     * @param id what rules name the list by
     * @param name for people
     * @param text the text; not closed
     * @return the list
     * @throws IOException if the text cannot be read
     * @throws IllegalArgumentException if more than half of the lines are none of a list, or the name is blank
     */
    public static BlockList read(UUID id, String name, Reader text) throws IOException {
        BlockListReader reader = new BlockListReader();
        reader.read(text);
        return new BlockList(id, name, reader.table(), reader.badLines());
    }

    /**
     * A list of ranges.
     *
     * @param id what rules name the list by
     * @param name for people
     * @param ranges the ranges, in any order
     * @return the list
     * @throws IllegalArgumentException if the name is blank
     */
    public static BlockList of(UUID id, String name, Collection<AddressRange> ranges) {
        AddressTableBuilder builder = new AddressTableBuilder();
        ranges.forEach(builder::add);
        return new BlockList(id, name, builder.build(), 0);
    }

    /**
     * Whether an address is in the list.
     *
     * @param address the address
     * @return true if it is
     */
    public boolean contains(IpAddress address) {
        return table.contains(address);
    }

    /**
     * What rules name the list by.
     *
     * @return the id
     */
    public UUID id() {
        return id;
    }

    /**
     * The name for people.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The ranges, after those that overlap or touch have become one.
     *
     * @return their number
     */
    public int ranges() {
        return table.size();
    }

    /**
     * One of the ranges: IPv4 before IPv6, ascending.
     *
     * @param index 0 to {@link #ranges()} - 1
     * @return a new object
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public AddressRange range(int index) {
        Objects.checkIndex(index, table.size());
        return table.range(index);
    }

    /**
     * Lines that were skipped as they are none of a list.
     *
     * @return their number
     */
    public long badLines() {
        return badLines;
    }

    /**
     * The memory that ranges and index take.
     *
     * @return bytes
     */
    public long bytes() {
        return table.bytes();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof BlockList list
                        && id.equals(list.id)
                        && name.equals(list.name)
                        && table.equals(list.table);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Name and size, such as {@code bad neighbours (785469 ranges)}. */
    @Override
    public String toString() {
        return name + " (" + table.size() + " ranges)";
    }
}
