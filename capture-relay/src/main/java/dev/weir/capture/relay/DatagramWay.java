package dev.weir.capture.relay;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.ReleasedPacket;
import java.nio.ByteBuffer;

/** One direction of a peer's datagrams: each goes through the engine by itself, and is sent when the engine lets it go. Not thread-safe. */
final class DatagramWay implements RelayLoop.PacketOwner {
    /** Sends a datagram. */
    interface Sender {
        void send(ByteBuffer datagram);
    }

    private final RelayLoop loop;
    private final Direction direction;
    private final PacketHeader header;
    private final long key;
    private final Sender sender;
    private final int slot;
    private long number;
    private int inside;
    private boolean dead;
    /** Whether the engine told of a drop: it does not tell of packets that found no room. */
    private boolean told;

    DatagramWay(RelayLoop loop, Direction direction, PacketHeader header, long key, Sender sender) {
        this.loop = loop;
        this.direction = direction;
        this.header = header;
        this.key = key;
        this.sender = sender;
        slot = loop.streams().add(this);
    }

    int headerLength() {
        return header.length();
    }

    /** Takes a datagram, in front of which there is room for a header. */
    void offer(byte[] bytes, int offset, int length) {
        int start = offset - header.length();
        int whole = header.length() + length;
        header.write(bytes, start, length, 0, 0);
        inside++;
        told = false;
        Admission answer = loop.shaping()
                .drawBy(Keys.segment(key, direction, number++, 0))
                .offer(bytes, start, whole, whole, LinkType.RAW_IP, direction, (long) slot << 32, System.nanoTime());
        if (answer.reason() != null && !told) {
            inside--;
        }
    }

    @Override
    public void released(ReleasedPacket packet) {
        inside--;
        if (dead) {
            forget();
            return;
        }
        int payload = packet.length() - header.length();
        sender.send(ByteBuffer.wrap(packet.array(), packet.offset() + header.length(), payload));
    }

    @Override
    public void dropped(ReleasedPacket packet) {
        told = true;
        inside--;
        if (dead) {
            forget();
        }
    }

    /** Sends nothing from now on. */
    void die() {
        if (!dead) {
            dead = true;
            forget();
        }
    }

    private void forget() {
        if (inside == 0) {
            loop.streams().remove(slot);
        }
    }
}
