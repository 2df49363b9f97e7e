package dev.weir.shaping.core.rule;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Packet;
import dev.weir.shaping.core.packet.PacketHeaders;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What is known of a packet from its bytes and from where it came, without its flow. Not thread-safe; set to each packet in turn. */
abstract class HeaderView implements Packet {
    private static final byte[] NO_BYTES = new byte[0];

    final PacketHeaders headers;

    private byte[] bytes = NO_BYTES;
    private int offset;
    private int capturedLength;
    private int length;
    private LinkType linkType = LinkType.UNKNOWN;
    private Direction direction = Direction.INCOMING;
    private long timestampNanos;
    private Adapter adapter = Adapter.NONE;

    /** A view on headers that are decoded before each use. */
    HeaderView(PacketHeaders headers) {
        this.headers = headers;
    }

    /**
     * Sets the view to a packet whose headers have been decoded.
     *
     * @param bytes the array that holds it
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length its length on the line
     * @param linkType what it starts with
     * @param direction its direction
     * @param timestampNanos when it entered
     */
    public final void set(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long timestampNanos) {
        this.bytes = bytes;
        this.offset = offset;
        this.capturedLength = capturedLength;
        this.length = length;
        this.linkType = linkType;
        this.direction = direction;
        this.timestampNanos = timestampNanos;
    }

    /**
     * Sets the adapter that the packet came from; it stays until it is set again.
     *
     * @param from the adapter
     */
    public final void adapter(Adapter from) {
        adapter = from;
    }

    @Override
    public final ByteBuffer body() {
        return ByteBuffer.wrap(bytes, offset, capturedLength).slice().asReadOnlyBuffer();
    }

    @Override
    public final int byteAt(int index) {
        return index < 0 || index >= capturedLength ? -1 : bytes[offset + index] & 0xFF;
    }

    @Override
    public final byte[] copyBody() {
        return Arrays.copyOfRange(bytes, offset, offset + capturedLength);
    }

    @Override
    public final int length() {
        return length;
    }

    @Override
    public final int capturedLength() {
        return capturedLength;
    }

    @Override
    public final LinkType linkType() {
        return linkType;
    }

    @Override
    public final Direction direction() {
        return direction;
    }

    @Override
    public final long timestampNanos() {
        return timestampNanos;
    }

    @Override
    public final int ethProto() {
        return headers.ethProto;
    }

    @Override
    public final int vlanId() {
        return headers.vlanId;
    }

    @Override
    public final int ipVersion() {
        return headers.ipVersion;
    }

    @Override
    public final int ipProto() {
        return headers.ipProto;
    }

    @Override
    public final int ipNextHeader() {
        return headers.ipNextHeader;
    }

    @Override
    public final boolean hasPorts() {
        return headers.hasPorts;
    }

    @Override
    public final int srcPort() {
        return headers.srcPort;
    }

    @Override
    public final int dstPort() {
        return headers.dstPort;
    }

    @Override
    public final int tcpFlags() {
        return headers.tcpFlags;
    }

    @Override
    public final int ttl() {
        return headers.ttl;
    }

    @Override
    public final int dscp() {
        return headers.dscp();
    }

    @Override
    public final int ecn() {
        return headers.ecn();
    }

    @Override
    public final boolean fragment() {
        return headers.fragment;
    }

    @Override
    public final int ipHeaderByte(int index) {
        boolean inside = headers.ipVersion != 0 && index >= 0 && index < headers.ipHeaderLength;
        return inside ? byteAt(headers.ipHeaderOffset + index) : -1;
    }

    @Override
    public final int transportByte(int index) {
        return headers.transportOffset < 0 || index < 0 ? -1 : byteAt(headers.transportOffset + index);
    }

    @Override
    public final int payloadLength() {
        return headers.payloadLength;
    }

    @Override
    public final String adapter() {
        return adapter.name();
    }

    @Override
    public final int adapterId() {
        return adapter.id();
    }

    @Override
    public final AdapterType adapterType() {
        return adapter.type();
    }
}
