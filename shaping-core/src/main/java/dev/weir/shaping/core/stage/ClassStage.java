package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Settings;
import dev.weir.shaping.core.packet.PacketSlab;
import org.jspecify.annotations.Nullable;

/**
 * A server that shares a rate between high, normal and low traffic: a token bucket in front of three queues, served by deficit round robin on bytes.
 *
 * <p>While there is enough for all, packets pass at once. Otherwise the classes that wait share the rate by their weights, and a class that does not
 * wait leaves its share to the others. The queues together hold 500 ms at the rate, at least 192 KiB. A third of it is each class's own; the rest goes to
 * whoever comes first, and a class that needs its own third takes it from the tail of the lowest class that has more than its own.
 */
public final class ClassStage extends Stage {
    /*
     * Deficit round robin [1]: a class in turn sends while its deficit covers its head packet. Deficits are bytes in units of 2^-30. The quantum is the
     * longest packet seen (at least 1514 bytes), and the heaviest class that waits at the start of a round gets all of it at its turn, so that the work per
     * packet is bounded. The scale stays the same for a round: classes that are passed at different places of it would otherwise not get their ratio.
     *
     * A packet that comes while its class is empty re-times the service, because it may need fewer tokens than the one that was next.
     *
     * [1] M. Shreedhar, G. Varghese: Efficient fair queueing using deficit round robin. SIGCOMM 1995.
     */
    private static final int CLASSES = ClassWeights.CLASSES;
    private static final long LEAST_QUANTUM = 1_514;
    private static final long LEAST_BURST_BITS = 8 * 1_514;
    private static final long LEAST_BYTES = CLASSES * 65_536L;
    private static final long BURST_NANOS = 10_000_000;

    private final TokenSource source;
    private final SenderSource senders;
    private final Stage next;
    private final ClassWeights weights;
    private final long burstMicros;
    private final @Nullable BandwidthEstimator estimator;
    private final Backpressure backpressure;
    private final PacketDeque[] queues = new PacketDeque[CLASSES];
    private final long[] deficits = new long[CLASSES];
    private @Nullable Tokens bucket;
    private long bitsPerSecond;
    private long boundBytes;
    private long waitingBytes;
    private int waiting;
    private final long[] parts = new long[CLASSES];
    /** The last class, so that the first packet that waits starts a round. */
    private int turn = CLASSES - 1;

    private long quantum = LEAST_QUANTUM;
    private int generation;

    /**
     * A class stage of fixed rate.
     *
     * @param space what the stages share
     * @param bitsPerSecond the rate
     * @param source where its bucket comes from
     * @param settings how it is shared
     * @param senders tells who sends a packet
     * @param next where packets go
     */
    public ClassStage(
            StageSpace space,
            long bitsPerSecond,
            TokenSource source,
            Settings settings,
            SenderSource senders,
            Stage next) {
        this(space, source, settings, senders, null, next);
        rate(bitsPerSecond);
    }

    /**
     * A class stage whose rate is found out.
     *
     * @param space what the stages share
     * @param settings how the rate is found out and shared
     * @param senders tells who sends a packet
     * @param next where packets go
     * @return the stage
     */
    public static ClassStage detecting(StageSpace space, Settings settings, SenderSource senders, Stage next) {
        var detection = settings.detection();
        if (detection == null) {
            throw new IllegalArgumentException("settings must say how bandwidth is detected: null");
        }
        return new ClassStage(space, TokenSource.OWN, settings, senders, new BandwidthEstimator(detection), next);
    }

    private ClassStage(
            StageSpace space,
            TokenSource source,
            Settings settings,
            SenderSource senders,
            @Nullable BandwidthEstimator estimator,
            Stage next) {
        super(space);
        this.source = source;
        this.senders = senders;
        this.next = next;
        this.weights = new ClassWeights(settings);
        this.burstMicros = Math.max(BURST_NANOS, settings.preferredLatency().toNanos()) / 1_000;
        this.estimator = estimator;
        this.backpressure = new Backpressure(space.outlet);
        for (int band = 0; band < CLASSES; band++) {
            queues[band] = new PacketDeque(space.packets);
        }
    }

    private void rate(long newBitsPerSecond) {
        if (newBitsPerSecond == bitsPerSecond) {
            return;
        }
        bitsPerSecond = newBitsPerSecond;
        long burstBits = Math.max(LEAST_BURST_BITS, newBitsPerSecond * burstMicros / 1_000_000);
        bucket = newBitsPerSecond == 0 ? null : source.bits(TokenRate.of(newBitsPerSecond, burstBits));
        boundBytes = Math.max(LEAST_BYTES, newBitsPerSecond / 16);
    }

    /** Looks whether the estimate of the bandwidth has changed; true if the rate has. */
    private boolean turnTo(long nowNanos) {
        if (estimator == null || !estimator.turnTo(nowNanos)) {
            return false;
        }
        long before = bitsPerSecond;
        rate(estimator.usableBitsPerSecond());
        return bitsPerSecond != before;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        PacketSlab packets = space.packets;
        int length = packets.length(packet);
        int band = packets.band(packet);
        if (turnTo(nowNanos)) {
            sendWaiting(nowNanos);
        }
        weights.record(band, senders.sender(packet), length, nowNanos);
        if (waiting == 0 && waitNanos(length, nowNanos) == 0) {
            measure(length);
            send(packet, length, nowNanos);
            return;
        }
        boolean first = queues[band].isEmpty();
        if (enqueue(packet, band, length, nowNanos) && first) {
            scheduleService(nowNanos);
        }
    }

    /**
     * Uses up capacity for a packet that is not held back by it.
     *
     * @param length the packet's length in bytes
     * @param nowNanos logical time
     */
    public void charge(int length, long nowNanos) {
        if (bucket != null) {
            bucket.waitNanos(0, nowNanos);
            bucket.take(8L * length);
        }
    }

    private long waitNanos(int length, long nowNanos) {
        return bucket == null || nowNanos == Long.MAX_VALUE ? 0 : bucket.waitNanos(8L * length, nowNanos);
    }

    private void send(int packet, int length, long nowNanos) {
        if (bucket != null) {
            bucket.take(8L * length);
        }
        next.accept(packet, nowNanos);
    }

    private void measure(int length) {
        if (estimator != null) {
            estimator.record(length);
        }
    }

    private boolean enqueue(int packet, int band, int length, long nowNanos) {
        int source = space.packets.source(packet);
        while (source == 0 && waitingBytes + length > boundBytes) {
            int victim = queues[band].bytes() + length <= boundBytes / CLASSES ? victim() : PacketSlab.NONE;
            if (victim == PacketSlab.NONE) {
                space.outlet.drop(packet, DropReason.CLASS_QUEUE_FULL, nowNanos);
                return false;
            }
            int dropped = queues[victim].removeTail();
            left(space.packets.length(dropped));
            space.outlet.drop(dropped, DropReason.CLASS_QUEUE_FULL, nowNanos);
        }
        if (source != 0 && waitingBytes + length > boundBytes) {
            backpressure.pause(source);
        }
        queues[band].add(packet);
        waiting++;
        waitingBytes += length;
        quantum = Math.max(quantum, length);
        return true;
    }

    /** The lowest class that has more than its own third waiting and a packet at its tail that may be dropped. */
    private int victim() {
        for (int band = CLASSES - 1; band >= 0; band--) {
            PacketDeque queue = queues[band];
            if (queue.bytes() > boundBytes / CLASSES && space.packets.source(queue.tail()) == 0) {
                return band;
            }
        }
        return PacketSlab.NONE;
    }

    private void left(int length) {
        waiting--;
        waitingBytes -= length;
        if (waitingBytes <= boundBytes) {
            backpressure.resume();
        }
    }

    private void scheduleService(long nowNanos) {
        int length = space.packets.length(queues[pick(nowNanos)].head());
        generation = space.newGeneration();
        space.scheduleService(this, generation, StageSpace.later(nowNanos, waitNanos(length, nowNanos)));
    }

    @Override
    void serve(int eventGeneration, long nowNanos) {
        if (eventGeneration != generation || waiting == 0) {
            return;
        }
        turnTo(nowNanos);
        sendWaiting(nowNanos);
    }

    /** What waited when the link was opened for a measurement leaves at once, but says nothing about what the link carries. */
    private void sendWaiting(long nowNanos) {
        boolean opened = bucket == null;
        while (waiting > 0) {
            int band = pick(nowNanos);
            int length = space.packets.length(queues[band].head());
            if (waitNanos(length, nowNanos) > 0) {
                scheduleService(nowNanos);
                return;
            }
            int packet = queues[band].removeHead();
            deficits[band] -= (long) length << ClassWeights.PART_BITS;
            left(length);
            if (!opened) {
                measure(length);
            }
            send(packet, length, nowNanos);
        }
    }

    /** The class whose head packet is next. Asking twice changes nothing. */
    private int pick(long nowNanos) {
        if (weights.strict()) {
            weights.refresh(bitsPerSecond, nowNanos);
            return pickStrict();
        }
        while (queues[turn].isEmpty() || deficits[turn] < headCost(turn)) {
            if (queues[turn].isEmpty()) {
                deficits[turn] = 0;
            }
            turn = turn == CLASSES - 1 ? 0 : turn + 1;
            if (turn == 0) {
                startRound(nowNanos);
            }
            if (!queues[turn].isEmpty()) {
                deficits[turn] += quantum * parts[turn];
            }
        }
        return turn;
    }

    private long headCost(int band) {
        return (long) space.packets.length(queues[band].head()) << ClassWeights.PART_BITS;
    }

    /** Looks again who is active, and how much each class may send in this round. */
    private void startRound(long nowNanos) {
        weights.refresh(bitsPerSecond, nowNanos);
        double heaviest = 0;
        for (int band = 0; band < CLASSES; band++) {
            if (!queues[band].isEmpty()) {
                heaviest = Math.max(heaviest, weights.weight(band));
            }
        }
        for (int band = 0; band < CLASSES; band++) {
            parts[band] = weights.part(band, heaviest);
        }
    }

    private int pickStrict() {
        for (int band = 0; band < CLASSES; band++) {
            if (!queues[band].isEmpty() && weights.active(band)) {
                return band;
            }
        }
        int band = 0;
        while (queues[band].isEmpty()) {
            band++;
        }
        return band;
    }

    @Override
    public boolean idle() {
        return waiting == 0;
    }

    /**
     * How the rate is found out.
     *
     * @return the estimator, or null if the rate is fixed
     */
    public @Nullable BandwidthEstimator estimator() {
        return estimator;
    }
}
