package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressSet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of a {@link Shaper} on its caller's thread, by its caller's clock: for an event loop, a game loop, an emulator.
 *
 * <p>It starts no thread and reads no clock. Each call tells the time in nanoseconds of any origin, as {@link System#nanoTime} does; what was due
 * by then leaves through the listener during the call. Time that runs backward counts as the present and is counted in the report. What it decides
 * depends on the sequence of calls alone, and is what a {@link Simulation} with the same times decides.
 *
 * <p>The listener must not call the run, and should not throw: what it throws comes out of the call, and of an offer one cannot tell whether it was
 * before or after the packet was taken.
 *
 * <p>Not thread-safe, but for the methods that say so. Offering and polling allocate nothing once the engine has grown to the traffic's peak. Runs that share a link start
 * together, at the link's time 0, or are told at which time of it they start.
 *
 * <pre>{@code
 * EmbeddedShaping shaping = shaper.embed(Instant.now(), packet -> send(packet));
 * while (selector.isOpen()) {
 *     selector.select(...);                       // at most shaping.untilNextNanos(System.nanoTime())
 *     shaping.offer(..., System.nanoTime());      // each packet that came
 *     shaping.poll(System.nanoTime());
 * }
 * }</pre>
 */
public final class EmbeddedShaping {
    private static final int MAX_SOURCE = 255;
    private static final Admission CLOSED = Admission.dropped(DropReason.CLOSED);

    private final EngineRun run;
    private final LogicalTime time = new LogicalTime();
    private boolean closed;
    private boolean discarded;

    EmbeddedShaping(
            Shaper shaper, Instant start, long linkNanos, ReleaseListener listener, @Nullable DecisionLedger ledger) {
        if (linkNanos < 0) {
            throw new IllegalArgumentException("link time must be at least 0 ns: " + linkNanos);
        }
        run = new EngineRun(
                shaper,
                Objects.requireNonNull(start, "start"),
                linkNanos,
                ledger,
                Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Offers a packet. Its bytes are copied. What is due leaves first; the packet itself may leave during the call.
     *
     * @param bytes an array that holds the packet
     * @param offset where it starts
     * @param capturedLength the bytes at hand, 0 to 262 144
     * @param length the length on the line in bytes, {@code capturedLength} to {@value Simulation#MAX_LENGTH}
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param token any mark, given back at the release
     * @param nowNanos the time, of the caller's clock
     * @return whether it was taken, or why not
     * @throws IllegalArgumentException if a length is out of range
     * @throws IndexOutOfBoundsException if the bytes are not in the array
     */
    public Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token,
            long nowNanos) {
        return offer(bytes, offset, capturedLength, length, linkType, direction, Adapter.NONE, 0, token, nowNanos);
    }

    /**
     * Offers a packet of an adapter, otherwise like the method without one.
     *
     * @param bytes an array that holds the packet
     * @param offset where it starts
     * @param capturedLength the bytes at hand, 0 to 262 144
     * @param length the length on the line in bytes, {@code capturedLength} to {@value Simulation#MAX_LENGTH}
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param adapter the adapter that it passes
     * @param token any mark, given back at the release
     * @param nowNanos the time, of the caller's clock
     * @return whether it was taken, or why not
     * @throws IllegalArgumentException if a length is out of range, or the adapter's id belongs to another adapter
     * @throws IllegalStateException if there are too many adapters
     * @throws IndexOutOfBoundsException if the bytes are not in the array
     */
    public Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            Adapter adapter,
            long token,
            long nowNanos) {
        return offer(bytes, offset, capturedLength, length, linkType, direction, adapter, 0, token, nowNanos);
    }

    /**
     * Offers a packet of a source that can wait: it is never dropped for want of room. The answer is {@link Admission#BUSY} while a queue that the
     * source has filled is full, or the packet memory or the flow table is; offer it again after a poll.
     *
     * @param source the source's number, 1 to 255
     * @param bytes an array that holds the packet
     * @param offset where it starts
     * @param capturedLength the bytes at hand, 0 to 262 144
     * @param length the length on the line in bytes, {@code capturedLength} to {@value Simulation#MAX_LENGTH}
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param token any mark, given back at the release
     * @param nowNanos the time, of the caller's clock
     * @return whether it was taken, or why not
     * @throws IllegalArgumentException if the source or a length is out of range
     * @throws IndexOutOfBoundsException if the bytes are not in the array
     */
    public Admission offerLossless(
            int source,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token,
            long nowNanos) {
        requireSource(source);
        return offer(bytes, offset, capturedLength, length, linkType, direction, Adapter.NONE, source, token, nowNanos);
    }

    /**
     * Has the packet that is offered next draw its random numbers by a key, in place of its flow and its number in that. So what becomes of a piece of a
     * stream need not depend on ports, or on how the stream was cut when it was read.
     *
     * @param key packets of the same key draw the same under the same rule and seed
     * @return this
     */
    public EmbeddedShaping drawBy(long key) {
        run.engine().drawBy(key);
        return this;
    }

    /**
     * Has the packet that is offered next lost, whatever rules and lines say. Rules are asked and count it all the same. So what was decided before can be forced
     * again.
     *
     * @return this
     */
    public EmbeddedShaping loseNext() {
        run.engine().decide(Engine.LOST);
        return this;
    }

    /**
     * Has the packet that is offered next held for a time that is known, whatever rules and lines say, as {@link #loseNext}.
     *
     * @param nanos how long, 0 or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public EmbeddedShaping delayNext(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("delay must be at least 0 ns: " + nanos);
        }
        run.engine().decide(nanos);
        return this;
    }

    private static void requireSource(int source) {
        if (source < 1 || source > MAX_SOURCE) {
            throw new IllegalArgumentException("source must be within 1.." + MAX_SOURCE + ": " + source);
        }
    }

    private Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            Adapter adapter,
            int source,
            long token,
            long nowNanos) {
        PacketSlab.requireLengths(capturedLength, length);
        Objects.checkFromIndexSize(offset, capturedLength, bytes.length);
        if (closed) {
            poll(nowNanos);
            run.inputs().late(direction, length);
            return CLOSED;
        }
        try {
            return run.offer(
                    moveTo(nowNanos),
                    bytes,
                    offset,
                    capturedLength,
                    length,
                    linkType,
                    direction,
                    adapter,
                    source,
                    token);
        } finally {
            run.engine().asUsual();
        }
    }

    private long moveTo(long nowNanos) {
        run.requireIdle();
        if (!time.moveTo(nowNanos)) {
            run.clamped();
        }
        return time.nanos();
    }

    /**
     * Has somebody told of each packet that is dropped.
     *
     * @param listener is told from now on, in place of any other
     * @return this
     */
    public EmbeddedShaping onDrop(DropListener listener) {
        run.drops(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Has somebody told of each copy that is made of a packet, when it is made. The copy is released or dropped later by itself, with the mark of the packet it is
     * of.
     *
     * @param listener is told from now on, in place of any other, on the thread of the run; must neither call the run nor throw
     * @return this
     */
    public EmbeddedShaping onCopy(CopyListener listener) {
        run.copies(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Says that the headers of packets are made up and reach nobody: corruption changes payloads alone.
     *
     * @return this
     */
    public EmbeddedShaping headersMadeUp() {
        run.engine().headersMadeUp();
        return this;
    }

    /**
     * Releases what is due.
     *
     * @param nowNanos the time, of the caller's clock
     * @return how many packets left
     */
    public long poll(long nowNanos) {
        long before = run.inputs().released();
        long now = moveTo(nowNanos);
        if (!discarded) {
            run.engine().advance(now);
        }
        return run.inputs().released() - before;
    }

    /**
     * Whether a source had better wait: a queue that it has filled is full.
     *
     * @param source the source's number, 1 to 255
     * @return true while it would be told that the engine is busy
     * @throws IllegalArgumentException if the source is out of range
     */
    public boolean paused(int source) {
        requireSource(source);
        return run.engine().isPaused(source);
    }

    /**
     * Whether anything is due at some time.
     *
     * @return false if nothing will happen without another packet
     */
    public boolean hasNext() {
        return !discarded && run.engine().hasNext();
    }

    /**
     * When to poll next.
     *
     * @return a time of the caller's clock, if {@link #hasNext()}; it may overflow as that does, so compare by difference
     * @throws IllegalStateException if nothing is due
     */
    public long nextDueNanos() {
        if (!hasNext()) {
            throw new IllegalStateException("next due time must be asked for while there is one");
        }
        return time.raw(run.engine().nextDueNanos());
    }

    /**
     * How long nothing is due. Does not move time.
     *
     * @param nowNanos the time, of the caller's clock
     * @return nanoseconds, 0 if something is due, {@link Long#MAX_VALUE} if nothing will be without another packet
     */
    public long untilNextNanos(long nowNanos) {
        return hasNext() ? Math.max(0, run.engine().nextDueNanos() - time.at(nowNanos)) : Long.MAX_VALUE;
    }

    /**
     * Replaces the rules, from the next packet on. Entries of the same id and the same rule keep their contexts, buckets and totals, also when they
     * move, are renamed or switched off; a new rule under an old id starts fresh but goes on counting. Packets that were decided go on as decided.
     *
     * @param rules the new rules
     */
    public void rules(RuleSet rules) {
        run.rules(Objects.requireNonNull(rules, "rules"));
    }

    /**
     * Edits the rules, from the next packet on, as {@link #rules(RuleSet)} does.
     *
     * @param edit answers the new rules for those that are in force
     */
    public void rules(UnaryOperator<RuleSet> edit) {
        rules(edit.apply(rules()));
    }

    /**
     * The rules in force.
     *
     * @return the list
     */
    public RuleSet rules() {
        return run.rules();
    }

    /**
     * Replaces the filters, from the next packet on. Filters that did not change go on counting. Packets that the old filters let in go on as decided.
     *
     * @param filters the new filters
     * @throws IllegalArgumentException if a filter names a group that is not there
     */
    public void filters(FilterSet filters) {
        run.filters(Objects.requireNonNull(filters, "filters"));
    }

    /**
     * Changes the line of a direction, under all rules, from the next packet on that reaches it. A packet meets each part of the line (loss, limit, link,
     * delay) with the settings in force when it reaches that part. What waits for the limit or the link stays there and is timed anew; it leaves at once where
     * there is none any more. What is held back by the delay keeps its time, and later packets of its flow do not overtake it.
     *
     * @param direction the direction
     * @param line what the line is made of from now on
     * @throws IllegalArgumentException if it has a rate although the direction shares a {@link SharedLink}
     */
    public void line(Direction direction, Impairment line) {
        line(direction, Timeline.of(line));
    }

    /**
     * Has the line of a direction change over time, as {@link #line(Direction, Impairment)} changes it. Each step comes at its own logical time, after what is due then.
     *
     * @param direction the direction
     * @param line what the line is made of; its time 0 is now, and it is in force until the line is set again
     * @throws IllegalArgumentException if it has a rate although the direction shares a {@link SharedLink}
     */
    public void line(Direction direction, Timeline<Impairment> line) {
        run.line(direction, line);
    }

    /**
     * The line of a direction now.
     *
     * @param direction the direction
     * @return what it is made of, apart from a link that is shared
     */
    public Impairment line(Direction direction) {
        return run.line(direction);
    }

    /**
     * What happened so far.
     *
     * @return a snapshot
     */
    public ShapingReport report() {
        return run.report();
    }

    /**
     * What was counted so far. Any thread may ask while the run goes on.
     *
     * @return a snapshot
     */
    public ShapingStats stats() {
        return run.reading().stats();
    }

    /**
     * What passed over time. Any thread may ask while the run goes on.
     *
     * @return a snapshot
     */
    public TrafficHistory history() {
        return run.reading().history();
    }

    /**
     * The connections that go on: IP packets of one 5-tuple, of which one is held, or the latest is not longer ago than five minutes for TCP and one
     * for others. Any thread may ask while the run goes on.
     *
     * @return a snapshot, in no particular order
     */
    public List<ConnectionStats> connections() {
        return run.reading().connections();
    }

    /**
     * What each process did, where a {@link dev.weir.shaping.lookup.ProcessResolver} tells who owns a connection. Any thread may ask while the run goes on.
     *
     * @return a snapshot, in the order in which they were first met; empty without a resolver
     */
    public List<ProcessStats> processes() {
        return run.reading().processes();
    }

    /**
     * The streams of limits that are tracked or have a quota, which have not expired, rule by rule. Any thread may ask while the run goes on.
     *
     * @return a snapshot
     */
    public List<StreamStats> streams() {
        return run.reading().streams();
    }

    /**
     * Replaces a group of addresses: what rules name as {@code @name} is another from the next packet on.
     *
     * @param group the group
     * @throws IllegalArgumentException if it names a group that is not there, or would be a member of itself, or there are 4096 others
     */
    public void addressGroup(AddressGroup group) {
        run.addresses(group);
    }

    /**
     * Replaces the local addresses: what rules name as {@code Local host} is this and loopback from the next packet on.
     *
     * @param addresses the addresses
     */
    public void localAddresses(AddressSet addresses) {
        run.localAddresses(addresses);
    }

    /**
     * What was found out about a direction's bandwidth, where {@link dev.weir.shaping.Settings#detection} asks for it. Adapters with a capacity of
     * their own are no part of it.
     *
     * @param direction the direction
     * @return the most that passed within a second, or null if nothing is known
     */
    public @Nullable Rate detectedBandwidth(Direction direction) {
        return DetectedBandwidth.of(run.engine(), direction);
    }

    /**
     * What was found out about the bandwidth of an adapter, where {@link Shaper.Builder#detectCapacity} asks for it.
     *
     * @param adapterId the adapter's id
     * @param direction the direction
     * @return the most that passed within a second, or null if nothing is known
     */
    public @Nullable Rate detectedBandwidth(int adapterId, Direction direction) {
        return DetectedBandwidth.of(run.engine(), adapterId, direction);
    }

    /**
     * Takes no more packets: they are dropped and counted. Of held ones, {@link DrainPolicy#RELEASE} lets all leave now, in the order in which they were
     * due; {@link DrainPolicy#DISCARD} drops them; under {@link DrainPolicy#WAIT} they leave when polled, until {@link #hasNext} is false. May be called
     * again, as when waiting took too long.
     *
     * @param policy what becomes of held packets
     */
    public void close(DrainPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        run.requireIdle();
        closed = true;
        if (discarded) {
            return;
        }
        if (policy == DrainPolicy.RELEASE) {
            run.drain();
        } else if (policy == DrainPolicy.DISCARD) {
            discarded = true;
            run.inputs().close();
        }
    }
}
