package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.ReleasedPacket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One direction of a peer's datagrams: each goes through the engine by itself, and is sent when the engine lets it go. Not thread-safe. */
final class DatagramWay extends Way {
    private final Consumer<ByteBuffer> sender;
    private long number;

    DatagramWay(RelayLoop loop, Direction direction, PacketHeader header, long key, Consumer<ByteBuffer> sender) {
        super(loop, direction, header, key);
        this.sender = sender;
    }

    /** Takes a datagram, in front of which there is room for a header. */
    void send(byte[] bytes, int offset, int length) {
        int start = offset - header.length();
        header.write(bytes, start, length, 0, 0);
        offer(bytes, start, header.length() + length, number++);
    }

    @Override
    void arrived(ReleasedPacket packet) {
        int payload = packet.length() - header.length();
        sender.accept(ByteBuffer.wrap(packet.array(), packet.offset() + header.length(), payload));
    }

    @Override
    void lost(ReleasedPacket packet) {
        // a datagram that is lost is lost
    }
}
