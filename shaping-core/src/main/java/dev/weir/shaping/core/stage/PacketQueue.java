package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;

/** A first-in first-out queue of packet handles, chained through the slab. Not thread-safe; allocates nothing. */
final class PacketQueue {
    private final PacketSlab packets;
    private int head = PacketSlab.NONE;
    private int tail = PacketSlab.NONE;
    private long count;
    private long bytes;

    PacketQueue(PacketSlab packets) {
        this.packets = packets;
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
        bytes += packets.length(packet);
    }

    int remove() {
        int packet = head;
        head = packets.next(packet);
        count--;
        bytes -= packets.length(packet);
        return packet;
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
