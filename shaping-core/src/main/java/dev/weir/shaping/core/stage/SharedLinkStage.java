package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.QueueLimit;
import java.math.BigInteger;
import java.time.Duration;
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
    private Rate rate;
    private final int user;
    private final @Nullable QueueLimit queue;
    private long maxNanos;
    private final long originNanos;
    private final Stage next;
    private final Backpressure backpressure;
    private boolean paused;
    private int generation;
    private long inside;
    private long sentBytes;
    private long framedBytes;

    /**
     * A way onto a shared link.
     *
     * @param space what the stages share
     * @param time the link's time
     * @param rate the link's rate
     * @param queue the bound in bytes or time, or null for the default
     * @param originNanos the engine's time 0 on the link's clock, 0 or more
     * @param next where packets go with their last bit
     */
    public SharedLinkStage(
            StageSpace space, SharedTime time, Rate rate, @Nullable QueueLimit queue, long originNanos, Stage next) {
        super(space);
        this.time = time;
        this.rate = rate;
        this.user = time.attach(this);
        this.queue = queue;
        this.maxNanos = maxNanos(queue, rate);
        this.originNanos = originNanos;
        this.next = next;
        this.backpressure = new Backpressure(space.outlet);
    }

    /** The rate of packets that come from now on; what has reserved its time keeps it. */
    @Override
    public void rate(Rate newRate, long nowNanos) {
        rate = newRate;
        maxNanos = maxNanos(queue, newRate);
    }

    private static long maxNanos(@Nullable QueueLimit queue, Rate rate) {
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
        long due = time.reserve(user, rate.bitsPerSecond(), space.packets.length(packet), now, allowed);
        if (due == SharedTime.REFUSED) {
            space.outlet.drop(packet, DropReason.LINK_QUEUE_FULL, nowNanos);
            return;
        }
        inside++;
        space.schedulePacket(this, packet, StageSpace.later(nowNanos, due - now));
        if (source != 0 && due - now > maxNanos) {
            backpressure.pause(source);
            if (!paused) {
                paused = true;
                scheduleResume(due - now, nowNanos);
            }
        }
    }

    private long linkNanos(long nowNanos) {
        return StageSpace.later(nowNanos, originNanos + space.lagNanos());
    }

    private void scheduleResume(long waitNanos, long nowNanos) {
        generation = space.newGeneration();
        space.scheduleService(this, generation, StageSpace.later(nowNanos, waitNanos - maxNanos));
    }

    @Override
    void due(int packet, long nowNanos) {
        inside--;
        int length = space.packets.length(packet);
        sentBytes += length;
        framedBytes += time.framed(length);
        next.accept(packet, nowNanos);
    }

    @Override
    void serve(int eventGeneration, long nowNanos) {
        if (eventGeneration != generation) {
            return;
        }
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

    /** As long as the bits of packets take that are out, framed, rounded down. */
    @Override
    public long busyNanos() {
        return nanos(framedBytes, rate);
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
