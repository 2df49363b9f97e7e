package dev.weir.shaping.core.recording;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.PacketSlab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a recording one by one; the methods tell of the one read last. Not thread-safe.
 *
 * <p>Whatever the file holds, the answer is a valid record or a {@link MalformedRecordingException}; memory is bounded.
 */
public final class RecordDecoder {
    private final BlockInput in;
    private final Instant start;
    private final Map<String, String> recipe = new LinkedHashMap<>();
    private final byte[] bytes = new byte[PacketSlab.MAX_CAPTURED_BYTES];
    private long offset;
    private long nanos;
    private LinkType linkType = LinkType.UNKNOWN;
    private Direction direction = Direction.INCOMING;
    private final @Nullable Adapter[] adapters = new Adapter[Format.MAX_ADAPTER + 1];
    private int source;
    private Adapter adapter = Adapter.NONE;
    private long token;
    private int capturedLength;
    private int length;
    private long number;
    private String text = "";
    private String addressName = "";

    /** What happened. */
    public enum Kind {
        /** A packet was offered. */
        PACKET,
        /** An adapter was first met. */
        ADAPTER,
        /** There was no room for a released packet, while the next input of another kind was handled. */
        REFUSED,
        /** Packets that waited for room were taken. */
        RETRIED,
        /** The rules were replaced. */
        RULES,
        /** The filters were replaced. */
        FILTERS,
        /** A name of addresses stands for something else. */
        ADDRESSES,
        /** A line was changed. */
        LINE,
        /** A packet came after the last event. */
        LATE,
        /** No more packets are taken from outside. */
        CLOSING,
        /** All that is held is dropped; the last record. */
        END,
        /** Inputs are missing from here on; the last record. */
        TRUNCATED
    }

    /**
     * Reads the start of a recording.
     *
     * @param in the file
     * @throws IOException if it cannot be read
     * @throws MalformedRecordingException if it is no recording
     */
    public RecordDecoder(InputStream in) throws IOException {
        this.in = new BlockInput(in);
        int kind = this.in.octet();
        if (kind != Format.START) {
            throw this.in.malformed("recording must begin with its start: record of kind " + kind);
        }
        adapters[0] = Adapter.NONE;
        start = instant();
        long entries = this.in.varint("recipe entries", 0, Format.MAX_RECIPE_ENTRIES);
        for (int i = 0; i < entries; i++) {
            String name = readText();
            recipe.put(name, readText());
        }
    }

    private Instant instant() throws IOException {
        long second = in.zigzag();
        if (second < Instant.MIN.getEpochSecond() || second > Instant.MAX.getEpochSecond()) {
            throw in.malformed("start must be an instant: second " + second);
        }
        return Instant.ofEpochSecond(second, in.varint("start nanosecond", 0, 999_999_999));
    }

    private String readText() throws IOException {
        byte[] utf8 = new byte[(int) in.varint("text length", 0, Format.MAX_TEXT_BYTES)];
        in.read(utf8, utf8.length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * Reads the next record.
     *
     * @return its kind; nothing follows the end
     * @throws IOException if the file cannot be read
     * @throws MalformedRecordingException if there is no valid record
     */
    public Kind next() throws IOException {
        offset = in.recordPosition();
        int kind = in.octet();
        return switch (kind) {
            case Format.PACKET -> packet();
            case Format.ADAPTER -> adapterDefined();
            case Format.REFUSED -> refused();
            case Format.RETRIED -> retried();
            case Format.RULES -> replaced(Kind.RULES);
            case Format.FILTERS -> replaced(Kind.FILTERS);
            case Format.ADDRESSES -> addresses();
            case Format.LINE -> line();
            case Format.LATE -> late();
            case Format.CLOSING -> closing();
            case Format.END -> end();
            case Format.TRUNCATED -> truncated();
            default -> throw in.malformed("kind of record is unknown: " + kind);
        };
    }

    private void time() throws IOException {
        nanos += in.varint("time since the last record", 0, Long.MAX_VALUE - nanos);
    }

    private Kind packet() throws IOException {
        time();
        int kind = in.octet();
        if (kind >> 1 >= Format.linkTypes()) {
            throw in.malformed("link type must be below " + Format.linkTypes() + ": " + (kind >> 1));
        }
        linkType = Format.linkType(kind >> 1);
        direction = direction(kind & 1);
        source = in.octet();
        adapter = adapter(in.octet());
        token = in.fixed();
        capturedLength = (int) in.varint("captured length", 0, PacketSlab.MAX_CAPTURED_BYTES);
        length = capturedLength
                + (int) in.varint("length beyond the captured bytes", 0, PacketSlab.MAX_LENGTH - capturedLength);
        in.read(bytes, capturedLength);
        return Kind.PACKET;
    }

    private static Direction direction(int code) {
        return code == 1 ? Direction.OUTGOING : Direction.INCOMING;
    }

    private Adapter adapter(int place) throws IOException {
        Adapter known = adapters[place];
        if (known == null) {
            throw in.malformed("adapter must be known before its packets: " + place);
        }
        return known;
    }

    private Kind adapterDefined() throws IOException {
        time();
        int place = in.octet();
        if (adapters[place] != null) {
            throw in.malformed("adapter must be told of once: " + place);
        }
        long id = in.zigzag();
        if (id != (int) id) {
            throw in.malformed("adapter id must be an int: " + id);
        }
        for (int i = 1; i < adapters.length; i++) {
            Adapter other = adapters[i];
            if (other != null && other.id() == id) {
                throw in.malformed("adapter id must belong to one adapter: " + id);
            }
        }
        adapters[place] = new Adapter((int) id, readText(), adapterType(readText()));
        return Kind.ADAPTER;
    }

    private AdapterType adapterType(String type) throws IOException {
        for (AdapterType known : AdapterType.values()) {
            if (known.name().equals(type)) {
                return known;
            }
        }
        throw in.malformed("adapter type is unknown: " + type);
    }

    private Kind refused() throws IOException {
        time();
        number = in.varint("packet", 1, Long.MAX_VALUE);
        return Kind.REFUSED;
    }

    private Kind retried() throws IOException {
        time();
        number = in.varint("packets taken", 1, Long.MAX_VALUE);
        return Kind.RETRIED;
    }

    private Kind replaced(Kind what) throws IOException {
        time();
        number = in.varint("number of the replacement", 1, Integer.MAX_VALUE);
        text = readText();
        return what;
    }

    private Kind addresses() throws IOException {
        time();
        addressName = readText();
        text = readText();
        return Kind.ADDRESSES;
    }

    private Kind line() throws IOException {
        time();
        direction = direction((int) in.varint("direction", 0, 1));
        text = readText();
        return Kind.LINE;
    }

    private Kind late() throws IOException {
        time();
        direction = direction((int) in.varint("direction", 0, 1));
        length = (int) in.varint("length", 0, PacketSlab.MAX_LENGTH);
        return Kind.LATE;
    }

    private Kind closing() throws IOException {
        time();
        text = readText();
        return Kind.CLOSING;
    }

    private Kind end() throws IOException {
        time();
        number = in.varint("packets released", 0, Long.MAX_VALUE);
        return last(Kind.END);
    }

    private Kind truncated() throws IOException {
        number = in.varint("lost inputs", 1, Long.MAX_VALUE);
        return last(Kind.TRUNCATED);
    }

    private Kind last(Kind kind) throws IOException {
        if (!in.atEnd()) {
            throw in.malformed("something follows the last record");
        }
        return kind;
    }

    /**
     * The instant of time 0.
     *
     * @return the instant
     */
    public Instant start() {
        return start;
    }

    /**
     * What the run is made of.
     *
     * @return values by name, in order
     */
    public Map<String, String> recipe() {
        return recipe;
    }

    /**
     * Where the record is.
     *
     * @return bytes from the start of the file
     */
    public long byteOffset() {
        return offset;
    }

    /**
     * When it happened.
     *
     * @return logical nanoseconds
     */
    public long nanos() {
        return nanos;
    }

    /**
     * The packet's bytes.
     *
     * @return an array that is used again
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The packet's bytes at hand.
     *
     * @return their number, from index 0
     */
    public int capturedLength() {
        return capturedLength;
    }

    /**
     * The packet's length on the line.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * What the packet's first byte is.
     *
     * @return the link type
     */
    public LinkType linkType() {
        return linkType;
    }

    /**
     * The way the packet travels, or packets of the line do.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * The lossless source that sent the packet.
     *
     * @return 1 to 255, or 0 if the source may lose packets
     */
    public int source() {
        return source;
    }

    /**
     * The adapter the packet came through.
     *
     * @return the adapter
     */
    public Adapter adapter() {
        return adapter;
    }

    /**
     * The packet's mark.
     *
     * @return the mark
     */
    public long token() {
        return token;
    }

    /**
     * The number of the rules or filters, of the packet that was refused, or of the packets taken, released at the end or lost.
     *
     * @return 0 or more
     */
    public long number() {
        return number;
    }

    /**
     * The name of addresses that stands for something else.
     *
     * @return as lists of addresses have it
     */
    public String addressName() {
        return addressName;
    }

    /**
     * The names of the rules, the filters, the members of a name of addresses, what a line is made of, or the drain policy.
     *
     * @return the text
     */
    public String text() {
        return text;
    }
}
