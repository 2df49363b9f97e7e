package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One engine's way onto a link that it shares: a stamper. A packet reserves the link's time when it comes, and goes on with its last bit.
 *
 * <p>The bound on the queue is on the time until the packet's last bit, as many bytes as the rate sends in it, framed, with the rest of the packet
 * being sent; 100 ms and at least 64 KiB unless another is given. A packet that finds the link free is always taken.
 */
public final class SharedLinkStage extends Stage implements TunableLink {
    private static final long DEFAULT_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LEAST_BYTES = 65_536;
    private static final long PACKET_BYTES = 1_514;

    private final SharedTime time;
    private @Nullable Rate rate;
    private final int user;
    private Framing framing;
    private @Nullable QueueLimit queue;
    private long maxNanos;
    private final long originNanos;
    private Stage next;
    private final Backpressure backpressure;
    private boolean paused;
    private int generation;
    private long inside;
    private long sentBytes;
    private long framedBytes;
    private long busyBeforeNanos;
    private long settledInside;
    private long insideBytes;
    private long insideFramedBytes;

    /**
     * A way onto a shared link.
     *
     * @param space what the stages share
     * @param time the link's time
     * @param rate the link's rate
     * @param framing what the link sends besides the bytes of packets
     * @param queue the bound in bytes or time, or null for the default
     * @param originNanos the engine's time 0 on the link's clock, 0 or more
     * @param next where packets go with their last bit
     */
    public SharedLinkStage(
            StageSpace space,
            SharedTime time,
            Rate rate,
            Framing framing,
            @Nullable QueueLimit queue,
            long originNanos,
            Stage next) {
        super(space);
        this.time = time;
        this.rate = rate;
        this.user = time.attach(this);
        this.framing = framing;
        this.queue = queue;
        this.maxNanos = maxNanos(queue, rate);
        this.originNanos = originNanos;
        this.next = next;
        this.backpressure = new Backpressure(space.outlet);
    }

    /** The rate of packets that come from now on; what has reserved its time keeps it. */
    @Override
    public void rate(Rate newRate, long nowNanos) {
        change(newRate, framing, queue, QueueDiscipline.tailDrop(), nowNanos);
    }

    /** What has reserved its time keeps it; later packets go after it, without a rate at once after it. It drops from its tail, whatever the discipline. */
    @Override
    public boolean change(
            @Nullable Rate newRate,
            Framing newFraming,
            @Nullable QueueLimit newQueue,
            QueueDiscipline discipline,
            long nowNanos) {
        if (!Objects.equals(rate, newRate) || !framing.equals(newFraming)) {
            settle();
        }
        rate = newRate;
        framing = newFraming;
        queue = newQueue;
        maxNanos = maxNanos(newQueue, newRate);
        if (paused) {
            resumeOrWait(nowNanos);
        }
        return true;
    }

    /** Counts what is inside as sent, in the time it has reserved. */
    private void settle() {
        framedBytes += insideFramedBytes;
        busyBeforeNanos = busyNanos();
        sentBytes += insideBytes;
        framedBytes = 0;
        insideFramedBytes = 0;
        insideBytes = 0;
        settledInside = inside;
    }

    @Override
    public void next(Stage newNext) {
        next = newNext;
    }

    private static long maxNanos(@Nullable QueueLimit queue, @Nullable Rate rate) {
        if (rate == null) {
            return Long.MAX_VALUE;
        }
        if (queue instanceof QueueLimit.Time bound) {
            return bound.time().toNanos();
        }
        if (queue instanceof QueueLimit.Bytes bound) {
            return nanos(bound.size().bytes(), rate);
        }
        if (queue instanceof QueueLimit.Both both) {
            return Math.min(maxNanos(both.packets(), rate), maxNanos(both.bytes(), rate));
        }
        if (queue instanceof QueueLimit.Packets bound) {
            return nanos(bound.count() * PACKET_BYTES, rate);
        }
        return Math.max(DEFAULT_NANOS, nanos(LEAST_BYTES, rate));
    }

    private static long nanos(long bytes, Rate rate) {
        return BigInteger.valueOf(bytes)
                .multiply(BigInteger.valueOf(8_000_000_000L))
                .divide(BigInteger.valueOf(rate.bitsPerSecond()))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    @Override
    public void accept(int packet, long nowNanos) {
        int source = space.packets.source(packet);
        long now = linkNanos(nowNanos);
        long allowed = source == 0 ? maxNanos : Long.MAX_VALUE;
        long due = reserve(space.packets.length(packet), now, allowed);
        if (due == now && rate == null && inside == 0) {
            next.accept(packet, nowNanos);
            return;
        }
        if (due == SharedTime.REFUSED) {
            space.outlet.drop(packet, DropReason.LINK_QUEUE_FULL, nowNanos);
            return;
        }
        enter(space.packets.length(packet));
        space.schedulePacket(this, packet, StageSpace.later(nowNanos, due - now));
        if (source != 0 && due - now > maxNanos) {
            backpressure.pause(source);
            if (!paused) {
                paused = true;
                scheduleResume(due - now, nowNanos);
            }
        }
    }

    private long reserve(int length, long now, long allowedNanos) {
        Rate current = rate;
        return current == null
                ? time.reserve(user, 1, 0, now, Long.MAX_VALUE)
                : time.reserve(user, current.bitsPerSecond(), framing.framed(length), now, allowedNanos);
    }

    private long linkNanos(long nowNanos) {
        return StageSpace.later(nowNanos, originNanos + space.lagNanos());
    }

    private void scheduleResume(long waitNanos, long nowNanos) {
        generation = space.newGeneration();
        space.scheduleService(this, generation, StageSpace.later(nowNanos, waitNanos - maxNanos));
    }

    private void enter(int length) {
        inside++;
        if (rate != null) {
            insideBytes += length;
            insideFramedBytes += framing.framed(length);
        }
    }

    private void leave(int length) {
        inside--;
        if (settledInside > 0) {
            settledInside--;
        } else if (rate != null) {
            long framed = framing.framed(length);
            insideBytes -= length;
            insideFramedBytes -= framed;
            sentBytes += length;
            framedBytes += framed;
        }
    }

    @Override
    void due(int packet, long nowNanos) {
        leave(space.packets.length(packet));
        next.accept(packet, nowNanos);
    }

    @Override
    void serve(int eventGeneration, long nowNanos) {
        if (eventGeneration == generation) {
            resumeOrWait(nowNanos);
        }
    }

    private void resumeOrWait(long nowNanos) {
        long wait = time.waitNanos(linkNanos(nowNanos));
        if (wait > maxNanos) {
            scheduleResume(wait, nowNanos);
        } else {
            paused = false;
            backpressure.resume();
        }
    }

    @Override
    public boolean idle() {
        return inside == 0 && !paused;
    }

    /** As long as the bits of packets take that are out, framed, rounded down; what was inside when the link changed counts as out. */
    @Override
    public long busyNanos() {
        Rate current = rate;
        return busyBeforeNanos + (current == null ? 0 : nanos(framedBytes, current));
    }

    @Override
    public long sentBytes() {
        return sentBytes;
    }

    /** None: a shared link has no queue of its own. */
    @Override
    public long marked() {
        return 0;
    }
}
