package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of a {@link Shaper} in virtual time: seconds of traffic in milliseconds, with the same result on every machine.
 *
 * <p>Time moves only when asked to. Packets come from generators ({@link #every}, {@link #at}) or are offered one by one; they leave
 * through {@link #onRelease}. Not thread-safe. Offering a packet copies its bytes and allocates nothing once the engine has grown to the
 * traffic's peak.
 *
 * <pre>{@code
 * Simulation simulation = shaper.simulate();
 * simulation.every(ofMillis(1), 1_000, () -> Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(1_200).outgoing());
 * ShapingReport report = simulation.runToIdle();
 * }</pre>
 */
public final class Simulation {
    /** The longest packet, in bytes on the line. */
    public static final int MAX_LENGTH = PacketSlab.MAX_LENGTH;

    private static final int LOSSLESS_SOURCE = 1;
    private static final ReleaseListener NOBODY = packet -> {};

    private final Shaper shaper;
    private final PriorityQueue<Generator> generators = new PriorityQueue<>();
    private long generatorsMade;
    private Instant start = Instant.EPOCH;
    private @Nullable DecisionLedger ledger;
    private ReleaseListener listener = NOBODY;
    private volatile @Nullable EngineRun run;

    Simulation(Shaper shaper) {
        this.shaper = shaper;
    }

    /** Packets, or what else is planned, still to come. */
    private static final class Generator implements Comparable<Generator> {
        private final long order;
        private final long intervalNanos;
        private final Runnable action;
        private long nextNanos;
        private long left;

        Generator(long order, long firstNanos, long intervalNanos, long count, Runnable action) {
            this.order = order;
            this.nextNanos = firstNanos;
            this.intervalNanos = intervalNanos;
            this.left = count;
            this.action = action;
        }

        @Override
        public int compareTo(Generator other) {
            int byTime = Long.compare(nextNanos, other.nextNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /**
     * Sets the date and time of virtual time 0; 1970-01-01T00:00Z unless set.
     *
     * @param instant the instant
     * @return this simulation
     * @throws IllegalStateException after the first packet
     */
    public Simulation startingAt(Instant instant) {
        requireNotStarted("start");
        start = Objects.requireNonNull(instant, "instant");
        return this;
    }

    /**
     * Sets where decisions are recorded; nowhere unless set.
     *
     * @param ledger the ledger
     * @return this simulation
     * @throws IllegalStateException after the first packet
     */
    public Simulation ledger(DecisionLedger ledger) {
        requireNotStarted("ledger");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        return this;
    }

    private void requireNotStarted(String what) {
        if (run != null) {
            throw new IllegalStateException(what + " must be set before the first packet");
        }
    }

    /**
     * Sets who takes the packets that leave.
     *
     * @param listener the listener
     * @return this simulation
     */
    public Simulation onRelease(ReleaseListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        if (run != null) {
            run.listener(listener);
        }
        return this;
    }

    /**
     * Plans packets at regular intervals, the first one now.
     *
     * @param interval the time between two packets, 0 or more
     * @param count how many, 0 or more
     * @param frames makes each packet when its time has come
     * @return this simulation
     * @throws IllegalArgumentException if the interval or the count is negative
     */
    public Simulation every(Duration interval, long count, Supplier<Frame> frames) {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval must not be negative: " + interval);
        }
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative: " + count);
        }
        plan(nowNanos(), interval.toNanos(), count, () -> take(frames.get(), 0));
        return this;
    }

    /**
     * Plans one packet.
     *
     * @param time when, since the start; not before now
     * @param frames makes the packet when its time has come
     * @return this simulation
     * @throws IllegalArgumentException if the time is past
     */
    public Simulation at(Duration time, Supplier<Frame> frames) {
        requireFuture(time);
        plan(time.toNanos(), 0, 1, () -> take(frames.get(), 0));
        return this;
    }

    private void requireFuture(Duration time) {
        if (time.toNanos() < nowNanos()) {
            throw new IllegalArgumentException("time must not be before now, " + now() + ": " + time);
        }
    }

    private void plan(long firstNanos, long intervalNanos, long count, Runnable action) {
        if (count > 0) {
            generators.add(new Generator(generatorsMade++, firstNanos, intervalNanos, count, action));
        }
    }

    /**
     * Offers a packet now.
     *
     * @param frame the packet
     * @return whether it was taken, or why not
     * @throws IllegalArgumentException if its adapter's id belongs to another adapter
     * @throws IllegalStateException if there are more than 255 adapters
     */
    public Admission offer(Frame frame) {
        return offer(frame, 0);
    }

    /**
     * Offers a packet now, from a source that can wait: it is never dropped for want of room. The answer is {@link Admission#BUSY} while a
     * queue that such packets have filled is full, or the packet memory or the flow table is; offer it again after time has moved.
     *
     * @param frame the packet
     * @return whether it was taken, or why not
     */
    public Admission offerLossless(Frame frame) {
        return offer(frame, LOSSLESS_SOURCE);
    }

    private Admission offer(Frame frame, int source) {
        generateUntil(nowNanos());
        return take(frame, source);
    }

    private Admission take(Frame frame, int source) {
        return run().offer(
                        nowNanos(),
                        frame.array(),
                        0,
                        frame.capturedLength(),
                        frame.length(),
                        frame.linkType(),
                        frame.direction(),
                        frame.adapter(),
                        source,
                        0);
    }

    /**
     * Offers a packet at a time, from no adapter that is known. Planned packets that are due before it are offered first.
     *
     * @param nanos when, in nanoseconds since the start; earlier than now counts as now, and is counted
     * @param bytes an array that holds the packet; copied
     * @param offset where it starts
     * @param capturedLength the bytes at hand, 0 to 262 144
     * @param length the length on the line in bytes, {@code capturedLength} to {@value #MAX_LENGTH}
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param token any mark, given back at the release
     * @return whether it was taken, or why not
     * @throws IllegalArgumentException if a length is out of range
     */
    public Admission offer(
            long nanos,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token) {
        return offer(nanos, bytes, offset, capturedLength, length, linkType, direction, Adapter.NONE, token);
    }

    /**
     * Offers a packet of an adapter at a time. Planned packets that are due before it are offered first.
     *
     * @param nanos when, in nanoseconds since the start; earlier than now counts as now, and is counted
     * @param bytes an array that holds the packet; copied
     * @param offset where it starts
     * @param capturedLength the bytes at hand, 0 to 262 144
     * @param length the length on the line in bytes, {@code capturedLength} to {@value #MAX_LENGTH}
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param adapter the adapter it comes from
     * @param token any mark, given back at the release
     * @return whether it was taken, or why not
     * @throws IllegalArgumentException if a length is out of range, or the adapter's id belongs to another adapter
     * @throws IllegalStateException if there are more than 255 adapters
     */
    public Admission offer(
            long nanos,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            Adapter adapter,
            long token) {
        PacketSlab.requireLengths(capturedLength, length);
        Objects.checkFromIndexSize(offset, capturedLength, bytes.length);
        generateUntil(nanos);
        return run().offer(nanos, bytes, offset, capturedLength, length, linkType, direction, adapter, 0, token);
    }

    private void generateUntil(long nanos) {
        for (Generator next = generators.peek(); next != null && next.nextNanos <= nanos; next = generators.peek()) {
            generators.remove();
            run().engine().advance(next.nextNanos);
            next.action.run();
            if (--next.left > 0) {
                next.nextNanos = StageSpace.later(next.nextNanos, next.intervalNanos);
                generators.add(next);
            }
        }
    }

    /**
     * Moves time on: offers planned packets and releases what is due.
     *
     * @param time how far, 0 or more
     * @return this simulation
     * @throws IllegalArgumentException if negative
     */
    public Simulation run(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative: " + time);
        }
        long until = StageSpace.later(nowNanos(), time.toNanos());
        generateUntil(until);
        run().engine().advance(until);
        return this;
    }

    /**
     * Moves time on until no packet is planned or held.
     *
     * @return what happened so far
     */
    public ShapingReport runToIdle() {
        generateUntil(Long.MAX_VALUE);
        run().drain();
        return report();
    }

    /**
     * What happened so far.
     *
     * @return a snapshot
     */
    public ShapingReport report() {
        return run().report();
    }

    /**
     * What was counted so far. Once the first packet was offered, any thread may ask while the simulation runs.
     *
     * @return a snapshot
     */
    public ShapingStats stats() {
        return reading().stats();
    }

    /**
     * What passed over time. Once the first packet was offered, any thread may ask while the simulation runs.
     *
     * @return a snapshot
     */
    public TrafficHistory history() {
        return reading().history();
    }

    /**
     * The connections that go on: IP packets of one 5-tuple, of which one is held, or the latest is not longer ago than five minutes for TCP and one
     * for others. Once the first packet was offered, any thread may ask while the simulation runs.
     *
     * @return a snapshot, in no particular order
     */
    public List<ConnectionStats> connections() {
        return reading().connections();
    }

    /**
     * What each process did, where a {@link dev.weir.shaping.lookup.ProcessResolver} tells who owns a connection. Once the first packet was offered, any thread may ask while the simulation runs.
     *
     * @return a snapshot, in the order in which they were first met; empty without a resolver
     */
    public List<ProcessStats> processes() {
        return reading().processes();
    }

    private RunStatistics reading() {
        return run().reading();
    }

    /**
     * The streams of limits that are tracked or have a quota, which have not expired, rule by rule. Once the first packet was offered, any thread may ask while
     * the simulation runs.
     *
     * @return a snapshot
     */
    public List<StreamStats> streams() {
        return reading().streams();
    }

    /**
     * Replaces the rules, from the next packet on. Entries of the same id and the same rule keep their contexts, buckets and totals, also when they
     * move, are renamed or switched off; a new rule under an old id starts fresh but goes on counting. Packets that were decided go on as decided.
     *
     * @param rules the new rules
     * @return this simulation
     */
    public Simulation rules(RuleSet rules) {
        run().rules(Objects.requireNonNull(rules, "rules"));
        return this;
    }

    /**
     * Edits the rules, from the next packet on, as {@link #rules(RuleSet)} does.
     *
     * @param edit answers the new rules for those that are in force
     * @return this simulation
     */
    public Simulation rules(UnaryOperator<RuleSet> edit) {
        return rules(edit.apply(rules()));
    }

    /**
     * The rules in force.
     *
     * @return the list
     */
    public RuleSet rules() {
        return run().rules();
    }

    /**
     * Replaces the filters, from the next packet on. Filters that did not change go on counting. Packets that the old filters let in go on as decided.
     *
     * @param filters the new filters
     * @return this simulation
     * @throws IllegalArgumentException if a filter names a group that is not there
     */
    public Simulation filters(FilterSet filters) {
        run().filters(Objects.requireNonNull(filters, "filters"));
        return this;
    }

    /**
     * Changes the line of a direction, under all rules, from the next packet on that reaches it. A packet meets each part of the line (loss, limit, link,
     * delay) with the settings in force when it reaches that part. What waits for the limit or the link stays there and is timed anew; it leaves at once where
     * there is none any more. What is held back by the delay keeps its time, and later packets of its flow do not overtake it.
     *
     * @param direction the direction
     * @param line what the line is made of from now on
     * @return this simulation
     * @throws IllegalArgumentException if it has a rate although the direction shares a {@link SharedLink}
     */
    public Simulation line(Direction direction, Impairment line) {
        return line(direction, Timeline.of(line));
    }

    /**
     * Has the line of a direction change over time, as {@link #line(Direction, Impairment)} changes it. Each step comes at its own logical time, after what is due then.
     *
     * @param direction the direction
     * @param line what the line is made of; its time 0 is now, and it is in force until the line is set again
     * @return this simulation
     * @throws IllegalArgumentException if it has a rate although the direction shares a {@link SharedLink}
     */
    public Simulation line(Direction direction, Timeline<Impairment> line) {
        run().line(direction, line);
        return this;
    }

    /**
     * Plans a change of the line of a direction, as {@link #line(Direction, Impairment)} makes it. Packets planned before for the same time come first.
     *
     * @param time when, since the start; not before now
     * @param direction the direction
     * @param line what the line is made of from then on
     * @return this simulation
     * @throws IllegalArgumentException if the time is past, or the line has a rate although the direction shares a {@link SharedLink}
     */
    public Simulation line(Duration time, Direction direction, Impairment line) {
        Timeline<Impairment> later = Timeline.of(line);
        shaper.requireLine(direction, later);
        requireFuture(time);
        plan(time.toNanos(), 0, 1, () -> run().line(direction, later));
        return this;
    }

    /**
     * The line of a direction now.
     *
     * @param direction the direction
     * @return what it is made of, apart from a link that is shared
     */
    public Impairment line(Direction direction) {
        return run().line(direction);
    }

    /**
     * Replaces a group of addresses: what rules name as {@code @name} is another from the next packet on.
     *
     * @param group the group
     * @return this simulation
     * @throws IllegalArgumentException if it names a group that is not there, or would be a member of itself, or there are 4096 others
     */
    public Simulation addressGroup(AddressGroup group) {
        run().addresses(group);
        return this;
    }

    /**
     * Replaces the local addresses: what rules name as {@code Local host} is this and loopback from the next packet on.
     *
     * @param addresses the addresses
     * @return this simulation
     */
    public Simulation localAddresses(AddressSet addresses) {
        run().localAddresses(addresses);
        return this;
    }

    /**
     * What was found out about a direction's bandwidth, where {@link dev.weir.shaping.Settings#detection} asks for it. Adapters with a capacity of
     * their own are no part of it.
     *
     * @param direction the direction
     * @return the most that passed within a second, or null if nothing is known
     */
    public @Nullable Rate detectedBandwidth(Direction direction) {
        return DetectedBandwidth.of(run().engine(), direction);
    }

    /**
     * What was found out about the bandwidth of an adapter, where {@link Shaper.Builder#detectCapacity} asks for it.
     *
     * @param adapterId the adapter's id
     * @param direction the direction
     * @return the most that passed within a second, or null if nothing is known
     */
    public @Nullable Rate detectedBandwidth(int adapterId, Direction direction) {
        return DetectedBandwidth.of(run().engine(), adapterId, direction);
    }

    /**
     * Virtual time.
     *
     * @return the time since the start
     */
    public Duration now() {
        return Duration.ofNanos(nowNanos());
    }

    private long nowNanos() {
        return run == null ? 0 : run.nowNanos();
    }

    private EngineRun run() {
        EngineRun known = run;
        if (known == null) {
            known = new EngineRun(shaper, start, ledger, listener);
            run = known;
        }
        return known;
    }
}
