package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Codel;

/** The control law of RFC 8289 over one queue, exact in whole nanoseconds. Not thread-safe; allocates nothing. */
final class CodelControl {
    /*
     * A packet may be dropped once every packet for an interval has waited for the target or longer, with more than the MTU behind it. The first such packet is
     * dropped, and as long as this lasts further ones, the n-th of a row interval / sqrt(n) after the one before. A row that begins within 16 intervals of the
     * last drop of another goes on where that was steady: at as many drops as it had added to the row before it.
     *
     * A packet that is marked, or must not be lost, counts as a drop; but it is sent, so nothing is taken from the queue in its place.
     *
     * 1. K. Nichols, V. Jacobson, A. McGregor, J. Iyengar: Controlled Delay Active Queue Management. RFC 8289, 2018.
     */
    private static final long REMEMBERED_INTERVALS = 16;

    private final long targetNanos;
    private final long intervalNanos;
    private final int mtu;
    private final boolean ecn;

    /** When dropping may start; 0 while some packet waited less than the target. */
    private long firstAboveNanos;

    private boolean mayDrop;
    private boolean dropping;
    private long dropNextNanos;
    private long count;
    private long countBefore;

    CodelControl(Codel codel) {
        targetNanos = codel.target().toNanos();
        intervalNanos = codel.interval().toNanos();
        mtu = codel.mtu();
        ecn = codel.ecn();
    }

    /** Takes the packet to send next from the queue, or {@link PacketSlab#NONE}, and drops what is due. */
    int next(PacketQueue queue, Discipline owner, long nowNanos) {
        int packet = remove(queue, owner, nowNanos);
        if (dropping) {
            return mayDrop ? dropDue(packet, queue, owner, nowNanos) : leave(packet);
        }
        if (!mayDrop) {
            return packet;
        }
        if (owner.drops(packet, ecn, nowNanos)) {
            packet = remove(queue, owner, nowNanos);
        }
        enter(nowNanos);
        return packet;
    }

    private int leave(int packet) {
        dropping = false;
        return packet;
    }

    private int dropDue(int first, PacketQueue queue, Discipline owner, long nowNanos) {
        int packet = first;
        while (nowNanos >= dropNextNanos) {
            count++;
            if (!owner.drops(packet, ecn, nowNanos)) {
                dropNextNanos = after(dropNextNanos);
                return packet;
            }
            packet = remove(queue, owner, nowNanos);
            if (!mayDrop) {
                return leave(packet);
            }
            dropNextNanos = after(dropNextNanos);
        }
        return packet;
    }

    private void enter(long nowNanos) {
        dropping = true;
        long added = count - countBefore;
        boolean soon = nowNanos - dropNextNanos < REMEMBERED_INTERVALS * intervalNanos;
        count = added > 1 && soon ? added : 1;
        countBefore = count;
        dropNextNanos = after(nowNanos);
    }

    private long after(long nanos) {
        return StageSpace.later(nanos, IntegerRoot.floor(intervalNanos * intervalNanos / count));
    }

    private int remove(PacketQueue queue, Discipline owner, long nowNanos) {
        mayDrop = false;
        if (queue.isEmpty()) {
            firstAboveNanos = 0;
            return PacketSlab.NONE;
        }
        int packet = queue.remove();
        if (nowNanos - owner.space.queueTimes.since(packet) < targetNanos || queue.bytes() <= mtu) {
            firstAboveNanos = 0;
        } else if (firstAboveNanos == 0) {
            firstAboveNanos = StageSpace.later(nowNanos, intervalNanos);
        } else {
            mayDrop = nowNanos >= firstAboveNanos;
        }
        return packet;
    }
}
