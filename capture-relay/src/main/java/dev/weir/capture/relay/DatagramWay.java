package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.ReleasedPacket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** One direction of a peer's datagrams: each goes through the engine by itself, and is sent when the engine lets it go. Not thread-safe. */
final class DatagramWay extends Way {
    /** What sends. */
    interface Sender extends Trigger.Victim {
        void send(ByteBuffer datagram);

        /** A datagram was lost for want of room, which nobody asked for. */
        void overflowed();
    }

    private final Sender sender;
    private final RelayDirection way;
    private final Watches watches = new Watches();
    private final Queue<byte[]> held = new ArrayDeque<>();
    private long heldBytes;
    private int firing;
    private boolean swallows;
    private long number;

    DatagramWay(RelayLoop loop, Direction direction, PacketHeader header, long ordinal, Sender sender) {
        super(loop, direction, header, ordinal);
        this.sender = sender;
        way = RelayDirection.of(direction);
        loop.regime().forEachTrigger(way, watches::add);
    }

    /** Takes a datagram, in front of which there is room for a header. */
    void send(byte[] bytes, int offset, int length) {
        int start = offset - header.length();
        header.write(bytes, start, length, 0, 0);
        offer(bytes, start, header.length() + length, number++);
    }

    @Override
    void arrived(ReleasedPacket packet) {
        int from = packet.offset() + header.length();
        int length = packet.length() - header.length();
        WayTerms terms = loop.regime().terms().way(way);
        boolean cutOff = length < 0;
        if (cutOff || terms.cut() || terms.swallows() || swallows) {
            return;
        }
        if (waits()) {
            hold(packet.array(), from, length);
        } else {
            pass(packet.array(), from, length);
        }
    }

    /** A copy is one more datagram. */
    @Override
    void repeated(ReleasedPacket copy) {
        arrived(copy);
    }

    private void hold(byte[] bytes, int from, int length) {
        if (heldBytes + length > loop.settings().windowBytes()) {
            sender.overflowed();
            return;
        }
        heldBytes += length;
        held.add(Arrays.copyOfRange(bytes, from, from + length));
        loop.regime().hold(way, length);
    }

    private void pass(byte[] bytes, int from, int length) {
        sender.send(ByteBuffer.wrap(bytes, from, length));
        watches.passed(bytes, from, length, this::setOff);
    }

    /** A trigger may do anything, so not while the engine is at work; up to then no other datagram passes. */
    private void setOff(Trigger trigger) {
        firing++;
        loop.afterPoll(() -> {
            firing--;
            trigger.fire(sender);
            changed();
        });
    }

    private boolean waits() {
        return firing > 0 || loop.regime().held(way);
    }

    /** Conditions or gates have changed. */
    void changed() {
        WayTerms terms = loop.regime().terms().way(way);
        while (!held.isEmpty() && !waits()) {
            byte[] next = held.remove();
            heldBytes -= next.length;
            if (!terms.cut() && !terms.swallows() && !swallows) {
                pass(next, 0, next.length);
            }
        }
    }

    void watch(Trigger trigger) {
        watches.add(trigger);
    }

    /** Throws away what comes from now on. */
    void swallow() {
        swallows = true;
        held.clear();
        heldBytes = 0;
    }

    long waiting() {
        return heldBytes;
    }

    boolean isStalled() {
        return loop.regime().terms().way(way).stalled();
    }

    @Override
    void lost(ReleasedPacket packet) {
        // a datagram that is lost is lost
    }

    @Override
    void die() {
        held.clear();
        heldBytes = 0;
        watches.clear();
        super.die();
    }
}
