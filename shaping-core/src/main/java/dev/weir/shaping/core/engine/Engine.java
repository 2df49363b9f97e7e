package dev.weir.shaping.core.engine;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.account.Ledger;
import dev.weir.shaping.core.account.LineSink;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.AddressBook;
import dev.weir.shaping.core.rule.compile.ChainWorkshop;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.core.stage.BandwidthEstimator;
import dev.weir.shaping.core.stage.DuplicateStage;
import dev.weir.shaping.core.stage.HeldStage;
import dev.weir.shaping.core.stage.Outlet;
import dev.weir.shaping.core.stage.ReleaseStage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.wheel.EventWheel;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine: a state machine with one writer and logical time.
 *
 * <p>A driver offers packets and hands in time; the engine judges each packet when it is offered and releases it when it is due. It
 * starts no thread, reads no clock and takes no lock, and allocates nothing per packet. Not thread-safe.
 */
public final class Engine {
    /*
     * advance(t) runs every event due at or before t; offer(packet) judges and admits the packet at that time; nextDue tells
     * when to come back. Events run in (time, submission) order, each at its own time, however late the call; a step of a line's timeline comes after the events of
     * its time. So what happens depends on the sequence of inputs alone, never on when the driver woke up.
     *
     * What the sink throws is kept until the events at hand have run, then thrown: the engine's state stays whole. A rule's exception makes it pass; a
     * rule's Error takes its packet out of the engine, uncounted, and goes to the caller.
     */
    /** The delay of a packet that is lost. */
    public static final long LOST = -1;

    private final PacketSlab packets;
    private final FlowTable flows;
    private final Adapters adapters;
    private final boolean monitorsAll;
    private final EventWheel wheel = new EventWheel();
    private final StageSpace space;
    private final PacketHeaders headers = new PacketHeaders();
    private final FlowKey key = new FlowKey();
    private final FilterGate filters;
    private final Judge judge;
    private final Lines lines;
    private final Bookkeeping books;
    private final @Nullable Ledger ledger;
    private final ReleaseSink sink;
    private final ReleaseStage end;
    private final HeldStage held;
    private final Sources sources = new Sources();
    private long nowNanos;
    private long stepNanos;
    private long arrivals;
    /** The number of the packet that was offered last. */
    private long offered;

    private long passingLost;
    private boolean keyed;
    private long drawKey;
    private boolean decided;
    private long decidedDelayNanos;
    private LongConsumer refusals = number -> {};
    private ObjIntConsumer<DropReason> drops = (reason, packet) -> {};
    private IntConsumer copied = packet -> {};
    private @Nullable DropReason dropped;
    private @Nullable Throwable failure;

    /**
     * An engine at logical time 0.
     *
     * @param recipe what it is made of
     * @param sink takes released packets
     * @param lines takes the decision ledger, or null for none
     */
    public Engine(Recipe recipe, ReleaseSink sink, @Nullable LineSink lines) {
        this.sink = sink;
        packets = new PacketSlab(recipe.maxPacketBytes());
        FlowSlots slots = new FlowSlots();
        flows = new FlowTable(recipe.maxFlows(), slots);
        books = new Bookkeeping(recipe, packets, flows);
        adapters = new Adapters(recipe.adapters());
        monitorsAll = recipe.adapters().unmonitored().isEmpty();
        ledger = lines == null ? null : new Ledger(lines, packets, flows);
        space = new StageSpace(packets, flows, slots, wheel, new Exit());
        end = new ReleaseStage(space);
        held = new HeldStage(space, end);
        this.lines = new Lines(recipe, space, end);
        stepNanos = this.lines.nextNanos();
        judge = new Judge(
                recipe,
                adapters,
                space,
                this.lines.fork(),
                end,
                headers,
                flows,
                books.accounts().processes());
        filters = new FilterGate(recipe, adapters, judge.addresses(), packets, headers);
    }

    /**
     * Where packets live between allocation and release.
     *
     * @return the slab; a driver allocates from it, fills in a packet, and offers its handle
     */
    public PacketSlab packets() {
        return packets;
    }

    /**
     * The adapters that packets come from. A driver asks for an adapter's number and writes it to its packets.
     *
     * @return the adapters; threads may share them
     */
    public Adapters adapters() {
        return adapters;
    }

    /**
     * Runs every event due at or before a time.
     *
     * @param nanos logical time; earlier than before counts as now
     */
    public void advance(long nanos) {
        runEvents(Math.max(nowNanos, nanos));
        throwFailure();
    }

    private void runEvents(long untilNanos) {
        while (stepNanos <= untilNanos && stepNanos < Long.MAX_VALUE) {
            runWheel(stepNanos);
            lines.step(stepNanos);
            stepNanos = lines.nextNanos();
        }
        runWheel(untilNanos);
    }

    private void runWheel(long untilNanos) {
        while (wheel.advanceTo(untilNanos)) {
            nowNanos = wheel.dueNanos();
            space.run(wheel.event(), nowNanos);
        }
        nowNanos = untilNanos;
        books.accounts().turnTo(untilNanos);
    }

    /** What the sink threw, once the engine is in order again. */
    private void throwFailure() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Has somebody told of each packet that the sink had no room for, by its place in the order of arrival. */
    void onRefusal(LongConsumer listener) {
        refusals = listener;
    }

    /**
     * Has somebody told of each packet that is dropped once it was judged, but for those of {@link #close}.
     *
     * @param listener takes the reason and the handle, which is valid only during the call; must not call the engine, and must not throw
     */
    public void onDrop(ObjIntConsumer<DropReason> listener) {
        drops = listener;
    }

    /**
     * Has somebody told of each copy that is made of a packet.
     *
     * @param listener takes the copy's handle, which is valid only during the call; must not call the engine, and must not throw
     */
    public void onCopy(IntConsumer listener) {
        copied = listener;
    }

    /** Offers the sink again what it had no room for, in order, until it refuses. */
    public void retry() {
        end.retry(nowNanos);
        throwFailure();
    }

    /**
     * Whether packets wait for the sink.
     *
     * @return true if {@link #retry} has something to do
     */
    public boolean hasWaiting() {
        return end.hasWaiting();
    }

    /**
     * The packets that wait for the sink.
     *
     * @return their number
     */
    public int waitingPackets() {
        return end.waiting();
    }

    /**
     * Packets of lossy sources that were lost as the sink had no room, ignored ones and those of unmonitored adapters among them.
     *
     * @return their number
     */
    public long outputsFull() {
        return end.dropped() + passingLost;
    }

    /** Has corruption spare headers from now on, as they are made up and reach nobody. */
    public void headersMadeUp() {
        space.headersMadeUp();
    }

    /**
     * Tells how far logical time has fallen behind the clock of shared links, by standing still.
     *
     * @param nanos in all, 0 or more
     */
    public void lag(long nanos) {
        space.lag(nanos);
    }

    /**
     * Whether anything is due at some time.
     *
     * @return false if nothing will happen without another packet
     */
    public boolean hasNext() {
        return wheel.hasNext();
    }

    /**
     * When to come back.
     *
     * @return the time of the next event, or of the next step of a timeline if that is before, if {@link #hasNext()}
     */
    public long nextDueNanos() {
        return Math.min(wheel.nextDueNanos(), stepNanos);
    }

    /**
     * Logical time.
     *
     * @return nanoseconds since the start
     */
    public long nowNanos() {
        return nowNanos;
    }

    /**
     * Has packets that are offered from now on draw their random numbers by a key, in place of their flow and their number in it.
     *
     * @param key the key; packets of the same key and rule draw the same
     */
    public void drawBy(long key) {
        keyed = true;
        drawKey = key;
    }

    /**
     * Has packets that are offered from now on meet a fate that is known, whatever rules, classes and lines say. Rules are asked and count them all the same.
     *
     * @param delayNanos how long each is held, or {@link #LOST} if each is lost
     */
    public void decide(long delayNanos) {
        decided = true;
        decidedDelayNanos = delayNanos;
    }

    /** Has packets draw by their flow and their number in it, and decides about each as it comes. */
    public void asUsual() {
        keyed = false;
        decided = false;
    }

    /**
     * Offers a packet at the present; whatever is due by then must have run, see {@link #advance}.
     *
     * @param packet a handle, filled in; the engine's own from here on, unless the answer is {@link Admission#BUSY}
     * @return what became of it
     */
    public Admission offer(int packet) {
        if (!monitorsAll && !adapters.monitored(packets.adapter(packet))) {
            return pass(packet);
        }
        int source = packets.source(packet);
        if (source != 0 && sources.isPaused(source)) {
            return Admission.BUSY;
        }
        decode(packet);
        FilterState filter = filtered(packet);
        if (filter != null && filter.settles()) {
            return settle(packet, filter);
        }
        key.set(headers, packets.direction(packet));
        int flow = flows.enter(key, nowNanos);
        if (flow == FlowTable.NONE && source != 0) {
            return Admission.BUSY;
        }
        judge.filter(filter == null ? 0 : filter.let(packets.direction(packet), packets.length(packet)));
        packets.arrive(packet, nowNanos, ++arrivals);
        offered = arrivals;
        if (flow == FlowTable.NONE) {
            refused(packets.direction(packet), packets.length(packet), DropReason.FLOW_TABLE_FULL);
            packets.free(packet);
            return Admission.dropped(DropReason.FLOW_TABLE_FULL);
        }
        dropped = null;
        admit(packet, flow);
        throwFailure();
        DropReason reason = dropped;
        return reason == null ? Admission.ACCEPTED : Admission.dropped(reason);
    }

    /** Releases a packet as if there were no engine: where the sink has no room, its source must wait, or loses it. */
    private Admission pass(int packet) {
        packets.arrive(packet, nowNanos, arrivals + 1);
        boolean taken = handOut(packet);
        if (!taken && packets.source(packet) != 0) {
            return Admission.BUSY;
        }
        arrivals++;
        if (!taken) {
            passingLost++;
            refusals.accept(arrivals);
        }
        packets.free(packet);
        throwFailure();
        return taken ? Admission.ACCEPTED : Admission.dropped(DropReason.OUTPUT_FULL);
    }

    private void decode(int packet) {
        HeaderDecoder.decode(
                packets.bytes(packet),
                packets.offset(packet),
                packets.capturedLength(packet),
                packets.linkType(packet),
                headers);
    }

    private @Nullable FilterState filtered(int packet) {
        try {
            return filters.first(packet, nowNanos);
        } catch (Error e) {
            packets.free(packet);
            throw e;
        }
    }

    /** Ignores or blocks a packet: it has no flow, and is on no account but the filter's. */
    private Admission settle(int packet, FilterState filter) {
        Direction direction = packets.direction(packet);
        int length = packets.length(packet);
        if (filter.blocks()) {
            arrivals++;
            filter.let(direction, length);
            if (ledger != null) {
                ledger.refused(arrivals, direction, length, DropReason.FILTERED, nowNanos);
            }
            packets.free(packet);
            return Admission.dropped(DropReason.FILTERED);
        }
        Admission answer = pass(packet);
        if (answer != Admission.BUSY) {
            filter.let(direction, length);
        }
        return answer;
    }

    /**
     * Counts a packet for which there is no room at present.
     *
     * @param direction its direction
     * @param length its length in bytes
     * @return the answer for its source
     */
    public Admission refuse(Direction direction, int length) {
        arrivals++;
        refused(direction, length, DropReason.PACKET_MEMORY_FULL);
        return Admission.dropped(DropReason.PACKET_MEMORY_FULL);
    }

    /**
     * Counts a packet that came too late, after the last event: the engine is closed.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void refuseClosed(Direction direction, int length) {
        arrivals++;
        refused(direction, length, DropReason.CLOSED);
    }

    /**
     * Drops every packet the engine holds, for {@link DropReason#CLOSED}. Afterwards the engine is good for reports alone.
     *
     * @return how many they were
     */
    public int close() {
        int held = packets.heldPackets();
        packets.forEachJudged(packet -> drop(packet, DropReason.CLOSED));
        return held;
    }

    private void refused(Direction direction, int length, DropReason reason) {
        books.refused(direction, length, reason, nowNanos);
        if (ledger != null) {
            ledger.refused(arrivals, direction, length, reason, nowNanos);
        }
    }

    private void admit(int packet, int flow) {
        packets.flow(packet, flow, flows.arrive(flow));
        sources.enter(packets.source(packet));
        if (ledger != null) {
            ledger.arrived(packet);
        }
        Verdict verdict = judged(packet, flow);
        if (keyed) {
            packets.drawKey(packet, drawKey);
        }
        treat(packet, verdict, flow);
    }

    private Verdict judged(int packet, int flow) {
        try {
            return judge.judge(packet, nowNanos);
        } catch (Error e) {
            flows.leave(flow);
            sources.leave(packets.source(packet));
            packets.free(packet);
            throw e;
        }
    }

    private void treat(int packet, Verdict verdict, int flow) {
        packets.verdict(packet, verdict.number);
        int band = judge.scheduler().band(verdict.category, headers);
        packets.band(packet, band);
        verdict.packetsInside++;
        verdict.lastUsedNanos = nowNanos;
        flows.decided(flow, verdict.mark);
        books.in(packet, verdict, nowNanos);
        DuplicateStage duplicate = verdict.duplicate;
        if (decided) {
            meet(packet, decidedDelayNanos);
        } else if (verdict.category == PriorityClass.IGNORED) {
            verdict.head.accept(packet, nowNanos);
        } else if (verdict.category == PriorityClass.BLOCKED) {
            drop(packet, DropReason.BLOCKED);
        } else if (duplicate == null) {
            impair(packet, verdict, band);
        } else {
            int copies = duplicate.duplicates(packet, nowNanos);
            impair(packet, verdict, band);
            for (int i = 0; i < copies; i++) {
                impair(duplicate.copy(i), verdict, band);
            }
        }
    }

    private void impair(int packet, Verdict verdict, int band) {
        Direction direction = packets.direction(packet);
        int length = packets.length(packet);
        if (verdict.loss != null && verdict.loss.loses(packet, nowNanos)) {
            drop(packet, DropReason.LOSS);
        } else if (verdict.streams != null && verdict.streams.blocks(direction, length)) {
            drop(packet, DropReason.QUOTA_REACHED);
        } else {
            judge.deliver(verdict, direction, length);
            judge.scheduler().entry(verdict.category, band, verdict.head).accept(packet, nowNanos);
        }
    }

    /** A copy enters behind the place where its original entered, and counts as a packet that does. */
    private int copy(int packet, int copy) {
        int fresh = packets.copyOf(packet, copy);
        if (fresh == PacketSlab.NONE) {
            refuse(packets.direction(packet), packets.length(packet));
            return PacketSlab.NONE;
        }
        packets.arrive(fresh, packets.arrivalNanos(packet), ++arrivals);
        flows.join(packets.flow(fresh));
        sources.enter(packets.source(fresh));
        if (ledger != null) {
            ledger.arrived(fresh);
        }
        Verdict verdict = judge.verdict(packets.verdict(fresh));
        verdict.packetsInside++;
        books.in(fresh, verdict, nowNanos);
        books.copied(fresh, verdict);
        copied.accept(fresh);
        return fresh;
    }

    private void meet(int packet, long delayNanos) {
        if (delayNanos == LOST) {
            drop(packet, DropReason.LOSS);
        } else {
            held.hold(packet, delayNanos, nowNanos);
        }
    }

    private void drop(int packet, DropReason reason) {
        Verdict verdict = judge.verdict(packets.verdict(packet));
        books.dropped(packet, verdict, reason);
        if (ledger != null) {
            ledger.dropped(packet, verdict.rule.name(), verdict.priority(), reason, nowNanos);
        }
        if (packets.number(packet) == offered) {
            dropped = reason;
        }
        if (reason != DropReason.CLOSED) {
            drops.accept(reason, packet);
        }
        leave(packet, verdict);
    }

    private boolean release(int packet) {
        if (!handOut(packet)) {
            refusals.accept(packets.number(packet));
            return false;
        }
        Verdict verdict = judge.verdict(packets.verdict(packet));
        books.out(packet, verdict, nowNanos);
        if (ledger != null) {
            ledger.released(packet, verdict.rule.name(), verdict.priority(), nowNanos, nowNanos);
        }
        leave(packet, verdict);
        return true;
    }

    private boolean handOut(int packet) {
        try {
            return sink.released(packet, nowNanos);
        } catch (RuntimeException | Error e) {
            if (failure == null) {
                failure = e;
            }
            return true;
        }
    }

    private void leave(int packet, Verdict verdict) {
        verdict.packetsInside--;
        flows.leave(packets.flow(packet));
        sources.leave(packets.source(packet));
        packets.free(packet);
    }

    /** Where the stages hand packets back. */
    private final class Exit implements Outlet {
        @Override
        public boolean release(int packet, long atNanos) {
            return Engine.this.release(packet);
        }

        @Override
        public void drop(int packet, DropReason reason, long atNanos) {
            Engine.this.drop(packet, reason);
        }

        @Override
        public int copy(int packet, int copy, long atNanos) {
            return Engine.this.copy(packet, copy);
        }

        @Override
        public void drawn(int packet, long draw) {
            if (ledger != null) {
                ledger.drawn(packet, draw);
            }
        }

        @Override
        public void pause(int source) {
            sources.pause(source);
        }

        @Override
        public void resume(int source) {
            sources.resume(source);
        }
    }

    /**
     * Whether a lossless source should wait.
     *
     * @param source 1 to 255
     * @return true while a server that it filled has no room
     */
    public boolean isPaused(int source) {
        return sources.isPaused(source);
    }

    /**
     * Whether a lossless source is of any concern to the engine.
     *
     * @param source 1 to 255
     * @return true while the engine holds a packet of it, or would have it wait
     */
    public boolean knows(int source) {
        return sources.knows(source);
    }

    /**
     * The engine's flows.
     *
     * @return the table, for reports
     */
    public FlowTable flows() {
        return flows;
    }

    /**
     * What was counted per direction.
     *
     * @return the accounts, for reports
     */
    public Accounts accounts() {
        return books.accounts();
    }

    /**
     * Changes a direction's line, from the next packet on that reaches it.
     *
     * @param direction the direction
     * @param line what it is made of from now on, which is time 0 of the timeline
     * @throws IllegalArgumentException if it has a rate although the direction shares the link of other shapers
     */
    public void line(Direction direction, Timeline<Impairment> line) {
        lines.change(direction, line, nowNanos);
        stepNanos = lines.nextNanos();
        throwFailure();
    }

    /**
     * The lines under all rules.
     *
     * @return the lines, for reports
     */
    public Lines lines() {
        return lines;
    }

    /**
     * What is known of the bandwidth that packets without a capacity of their adapter's own share.
     *
     * @param direction the direction
     * @return the estimator, or null if the bandwidth is not being found out
     */
    public @Nullable BandwidthEstimator bandwidth(Direction direction) {
        return judge.scheduler().links().estimator(direction);
    }

    /**
     * What is known of the bandwidth of an adapter with classes of its own.
     *
     * @param adapterId the adapter
     * @param direction the direction
     * @return the estimator, or null if the bandwidth is not being found out
     */
    public @Nullable BandwidthEstimator bandwidth(int adapterId, Direction direction) {
        return judge.scheduler().links().estimator(adapterId, direction);
    }

    /**
     * What names of addresses stand for.
     *
     * @return the book; changes go through {@link Inputs}
     */
    public AddressBook addresses() {
        return judge.addresses();
    }

    /**
     * Replaces the rules, from the next packet on. Entries of the same name and the same rule keep contexts, buckets and totals; packets that others
     * decided go on as was decided.
     *
     * @param rules the new rules
     */
    public void rules(RuleSet rules) {
        judge.rules(rules);
    }

    /**
     * Replaces the filters, from the next packet on. Filters that did not change go on counting.
     *
     * @param set the new filters
     */
    public void filters(FilterSet set) {
        filters.replace(set);
    }

    /**
     * The engine's filters.
     *
     * @return the gate, for reports
     */
    public FilterGate filters() {
        return filters;
    }

    /**
     * Replaces the rules by some that have been compiled, from the next packet on.
     *
     * @param rules the new rules
     * @param program the same, compiled
     */
    public void rules(RuleSet rules, RuleProgram program) {
        judge.rules(rules, program);
    }

    /**
     * Sets how chains of rules get faster. Decides nothing.
     *
     * @param workshop builds and tells the time
     */
    public void workshop(ChainWorkshop workshop) {
        judge.workshop(workshop);
    }

    /**
     * The engine's rules.
     *
     * @return the judge, for reports
     */
    public Judge judge() {
        return judge;
    }
}
