package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;

/** A queue of packet handles that can also drop from its tail, chained both ways through the slab. Not thread-safe; allocates nothing. */
final class PacketDeque {
    private final PacketSlab packets;
    private int head = PacketSlab.NONE;
    private int tail = PacketSlab.NONE;
    private long bytes;

    PacketDeque(PacketSlab packets) {
        this.packets = packets;
    }

    void add(int packet) {
        packets.next(packet, PacketSlab.NONE);
        packets.previous(packet, tail);
        if (head == PacketSlab.NONE) {
            head = packet;
        } else {
            packets.next(tail, packet);
        }
        tail = packet;
        bytes += packets.length(packet);
    }

    int removeHead() {
        int packet = head;
        head = packets.next(packet);
        if (head == PacketSlab.NONE) {
            tail = PacketSlab.NONE;
        } else {
            packets.previous(head, PacketSlab.NONE);
        }
        bytes -= packets.length(packet);
        return packet;
    }

    int removeTail() {
        int packet = tail;
        tail = packets.previous(packet);
        if (tail == PacketSlab.NONE) {
            head = PacketSlab.NONE;
        } else {
            packets.next(tail, PacketSlab.NONE);
        }
        bytes -= packets.length(packet);
        return packet;
    }

    int head() {
        return head;
    }

    int tail() {
        return tail;
    }

    boolean isEmpty() {
        return head == PacketSlab.NONE;
    }

    long bytes() {
        return bytes;
    }
}
