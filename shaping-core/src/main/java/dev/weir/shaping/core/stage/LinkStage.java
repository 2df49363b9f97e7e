package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import org.jspecify.annotations.Nullable;

/**
 * A serialising link: a server that sends one packet at a time, each for as long as its bits take, and releases it with its last bit.
 * There is no burst to spend: after a pause the first packet takes its full time too.
 *
 * <p>The queue holds 100 ms at the rate and at least 64 KiB, unless another bound is given, and drops from its tail; under another discipline it holds 1 s at the rate and at
 * least 64 KiB. The packet being sent does not count. A bound in bytes counts the bytes of packets; a bound in time is the time that what waits needs on the link, so it counts them as
 * framed.
 */
public final class LinkStage extends ServerStage implements TunableLink {
    /*
     * The end of a packet's transmission is kept exactly, as whole nanoseconds and a fraction in units of 1/rate nanoseconds; the packet is
     * released at the next whole nanosecond, never early, and a packet that waits starts at the exact end. So no rounding accumulates. One that
     * came within that last nanosecond, to an empty queue, starts when it came.
     *
     * What is left of a packet when the rate changes is a whole number of bits times nanoseconds per second, so its end at the new rate is exact. Only
     * a packet that ended within the last nanosecond, and waits to be released, is taken to have ended on the nanosecond.
     */
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long stream;
    private Framing framing;
    private @Nullable QueueLimit limit;
    private QueueDiscipline discipline;
    private Discipline queue;
    private Rate rate;
    private long bitsPerSecond;
    private Stage next;
    private int sending = PacketSlab.NONE;
    private long endNanos;
    private long endFraction;
    private long waitingSinceNanos;
    private long busySinceNanos;
    private long busyNanos;
    private long sentBytes;

    /**
     * A link stage whose queue drops from its tail.
     *
     * @param space what the stages share
     * @param rate the rate of the link
     * @param framing what the link sends besides the bytes of packets
     * @param queue the bound on what waits, or null for the default
     * @param next where packets go with their last bit
     */
    public LinkStage(StageSpace space, Rate rate, Framing framing, @Nullable QueueLimit queue, Stage next) {
        this(space, rate, framing, queue, QueueDiscipline.tailDrop(), 0, next);
    }

    /**
     * A link stage.
     *
     * @param space what the stages share
     * @param rate the rate of the link
     * @param framing what the link sends besides the bytes of packets
     * @param queue the bound on what waits, or null for the default
     * @param discipline how packets wait
     * @param stream the random numbers of the link's rule or line
     * @param next where packets go with their last bit
     */
    public LinkStage(
            StageSpace space,
            Rate rate,
            Framing framing,
            @Nullable QueueLimit queue,
            QueueDiscipline discipline,
            long stream,
            Stage next) {
        super(space);
        this.framing = framing;
        this.limit = queue;
        this.discipline = discipline;
        this.stream = stream;
        this.rate = rate;
        this.bitsPerSecond = rate.bitsPerSecond();
        this.next = next;
        this.queue = newQueue();
    }

    private Discipline newQueue() {
        QueueBound bound = QueueBound.ofLink(limit, rate, discipline);
        Discipline made = Discipline.of(discipline, space, bound, counted(framing, limit), stream);
        made.rate(bitsPerSecond);
        return made;
    }

    /** As what the bytes of packets count that wait. */
    private static Framing counted(Framing framing, @Nullable QueueLimit queue) {
        return queue instanceof QueueLimit.Time ? framing : Framing.NONE;
    }

    @Override
    public void next(Stage newNext) {
        next = newNext;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (sending == PacketSlab.NONE) {
            int first = queue.pass(packet, nowNanos);
            if (first != PacketSlab.NONE) {
                busySinceNanos = nowNanos;
                send(first, nowNanos, 0);
            }
            return;
        }
        if (queue.isEmpty()) {
            waitingSinceNanos = nowNanos;
        }
        queue.enqueue(packet, nowNanos);
    }

    private void send(int packet, long startNanos, long startFraction) {
        sending = packet;
        long work = 8L * framing.framed(space.packets.length(packet)) * NANOS_PER_SECOND + startFraction;
        endNanos = StageSpace.later(startNanos, work / bitsPerSecond);
        endFraction = work % bitsPerSecond;
        scheduleService(StageSpace.later(endNanos, endFraction == 0 ? 0 : 1));
    }

    /**
     * Changes the rate. The packet being sent sends what is left of it at the new rate, later ones all; a bound in time, and the default, move with the
     * rate, but nothing that waits is dropped.
     *
     * @param newRate the rate from now on
     * @param nowNanos logical time
     */
    @Override
    public void rate(Rate newRate, long nowNanos) {
        long newBitsPerSecond = newRate.bitsPerSecond();
        if (newBitsPerSecond == bitsPerSecond) {
            return;
        }
        if (sending != PacketSlab.NONE) {
            long left = Math.max(0, (endNanos - nowNanos) * bitsPerSecond + endFraction);
            endNanos = StageSpace.later(nowNanos, left / newBitsPerSecond);
            endFraction = left % newBitsPerSecond;
            scheduleService(StageSpace.later(endNanos, endFraction == 0 ? 0 : 1));
        }
        rate = newRate;
        bitsPerSecond = newBitsPerSecond;
        queue.rate(newBitsPerSecond);
        queue.bound(QueueBound.ofLink(limit, newRate, discipline));
    }

    @Override
    public boolean change(
            @Nullable Rate newRate,
            Framing newFraming,
            @Nullable QueueLimit newLimit,
            QueueDiscipline newDiscipline,
            long nowNanos) {
        if (newRate == null) {
            open(nowNanos);
            return false;
        }
        boolean otherwise = !newDiscipline.equals(discipline)
                || !counted(newFraming, newLimit).equals(counted(framing, limit));
        framing = newFraming;
        limit = newLimit;
        discipline = newDiscipline;
        rate(newRate, nowNanos);
        if (otherwise) {
            Discipline old = queue;
            queue = newQueue();
            queue.takeOver(old, nowNanos);
        } else {
            queue.bound(QueueBound.ofLink(newLimit, newRate, newDiscipline));
        }
        return true;
    }

    /** Lets all that is here go at once; what was not sent to its last bit does not count as sent. */
    private void open(long nowNanos) {
        int first = sending;
        if (first == PacketSlab.NONE) {
            return;
        }
        cancelService();
        sending = PacketSlab.NONE;
        busyNanos += nowNanos - busySinceNanos;
        next.accept(first, nowNanos);
        for (int packet = queue.drain(); packet != PacketSlab.NONE; packet = queue.drain()) {
            next.accept(packet, nowNanos);
        }
        queue.drained();
    }

    @Override
    void serve(long nowNanos) {
        int sent = sending;
        sentBytes += space.packets.length(sent);
        busyNanos += nowNanos - busySinceNanos;
        busySinceNanos = nowNanos;
        int first = queue.dequeue(nowNanos);
        if (first == PacketSlab.NONE) {
            sending = PacketSlab.NONE;
        } else if (waitingSinceNanos == nowNanos) {
            send(first, nowNanos, 0);
        } else {
            send(first, endNanos, endFraction);
        }
        next.accept(sent, nowNanos);
    }

    @Override
    public boolean idle() {
        return sending == PacketSlab.NONE;
    }

    /** From the first bit to the release of the last packet of each busy period. */
    @Override
    public long busyNanos() {
        return busyNanos;
    }

    @Override
    public long sentBytes() {
        return sentBytes;
    }

    @Override
    public long marked() {
        return queue.marked();
    }
}
