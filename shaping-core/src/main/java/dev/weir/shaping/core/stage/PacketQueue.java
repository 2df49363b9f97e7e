package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Framing;

/** A first-in first-out queue of packet handles, chained through the slab. Not thread-safe; allocates nothing. */
final class PacketQueue {
    private final PacketSlab packets;
    private Framing framing;
    private int head = PacketSlab.NONE;
    private int tail = PacketSlab.NONE;
    private long count;
    private long bytes;

    /** A queue whose bytes are counted as framed. */
    PacketQueue(PacketSlab packets, Framing framing) {
        this.packets = packets;
        this.framing = framing;
    }

    /** Counts bytes in another way, also of what waits. */
    void framing(Framing newFraming) {
        framing = newFraming;
        bytes = 0;
        for (int packet = head; packet != PacketSlab.NONE; packet = packets.next(packet)) {
            bytes += size(packet);
        }
    }

    void add(int packet) {
        packets.next(packet, PacketSlab.NONE);
        if (head == PacketSlab.NONE) {
            head = packet;
        } else {
            packets.next(tail, packet);
        }
        tail = packet;
        count++;
        bytes += size(packet);
    }

    int remove() {
        int packet = head;
        head = packets.next(packet);
        count--;
        bytes -= size(packet);
        return packet;
    }

    /** Puts the packet that was removed last back to the front. */
    void putBack(int packet) {
        packets.next(packet, head);
        if (head == PacketSlab.NONE) {
            tail = packet;
        }
        head = packet;
        count++;
        bytes += size(packet);
    }

    long size(int packet) {
        return framing.framed(packets.length(packet));
    }

    int head() {
        return head;
    }

    boolean isEmpty() {
        return head == PacketSlab.NONE;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }
}
