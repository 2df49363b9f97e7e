package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.engine.AddressPlan;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** An engine that runs on its caller's thread, and hands released packets to a listener. Not thread-safe; allocates nothing per packet. */
final class EngineRun {
    private final Shaper shaper;
    private final Instant start;
    private final Engine engine;
    private final RunStatistics reading;
    private final Inputs inputs;
    private final ReleasedPacket view;
    private ReleaseListener listener;
    private LongPredicate room = number -> true;
    private long clampedTimestamps;
    private boolean releasing;
    private boolean offering;
    private RuleSet rules;
    private AddressPlan addresses;

    EngineRun(Shaper shaper, Instant start, @Nullable DecisionLedger ledger, ReleaseListener listener) {
        this(shaper, start, 0, ledger, listener);
    }

    /** A run whose time 0 is some time on the clock of shared links. */
    EngineRun(Shaper shaper, Instant start, long linkNanos, @Nullable DecisionLedger ledger, ReleaseListener listener) {
        this.shaper = shaper;
        this.start = start;
        this.listener = listener;
        rules = shaper.rules();
        addresses = shaper.addresses();
        engine = new Engine(shaper.recipe(start, linkNanos), this::released, ledger == null ? null : ledger.sink());
        reading = new RunStatistics(List.of(engine), start);
        inputs = new Inputs(engine, null);
        view = new ReleasedPacket(engine);
    }

    private boolean released(int packet, long nanos) {
        if (!room.test(engine.packets().number(packet))) {
            return false;
        }
        releasing = true;
        try {
            listener.released(view.set(packet, nanos));
        } finally {
            releasing = false;
        }
        return true;
    }

    void listener(ReleaseListener newListener) {
        listener = newListener;
    }

    /** Has somebody told of dropped packets. */
    void drops(DropListener told) {
        engine.onDrop((reason, packet) -> told.dropped(view.set(packet, engine.nowNanos()), reason));
    }

    /** Has somebody told of copies. */
    void copies(CopyListener told) {
        engine.onCopy(packet -> told.copied(view.set(packet, engine.nowNanos())));
    }

    /** Has somebody say whether there is room for a released packet, by its place in the order of arrival; there is unless set. */
    void room(LongPredicate newRoom) {
        room = newRoom;
    }

    /** For those who only read what the engine counts: any thread, and the listener too. */
    RunStatistics reading() {
        return reading;
    }

    /** The engine, unless it is just releasing or judging a packet. */
    Engine engine() {
        requireIdle();
        return engine;
    }

    /** The way into the engine, unless it is just releasing or judging a packet. */
    Inputs inputs() {
        requireIdle();
        return inputs;
    }

    RuleSet rules() {
        return rules;
    }

    void rules(RuleSet newRules) {
        addresses.requireGroups(newRules);
        inputs().rules(newRules);
        rules = newRules;
    }

    /** Replaces the filters. */
    void filters(FilterSet filters) {
        addresses.requireGroups(filters);
        inputs().filters(filters);
    }

    void line(Direction direction, Timeline<Impairment> line) {
        inputs().line(direction, Objects.requireNonNull(line, "line"));
    }

    Impairment line(Direction direction) {
        return engine.lines().line(direction);
    }

    /** Replaces a group of addresses. */
    void addresses(AddressGroup group) {
        AddressPlan changed = addresses.with(group);
        changed.requireGroups();
        inputs().addresses(group);
        addresses = changed;
    }

    /** Replaces the local addresses. */
    void localAddresses(AddressSet local) {
        inputs().addresses(AddressName.LOCAL_HOST, AddressPlan.localHost(local));
    }

    void requireIdle() {
        if (releasing) {
            throw new IllegalStateException("a release listener must not call what releases");
        }
        if (offering) {
            throw new IllegalStateException("what is called while a packet is offered must not call the run");
        }
    }

    long nowNanos() {
        return engine.nowNanos();
    }

    /** Notes that a time was before the present, and counted as the present. */
    void clamped() {
        clampedTimestamps++;
    }

    /** Moves time on and offers a packet. */
    Admission offer(
            long nanos,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            Adapter adapter,
            int source,
            long token) {
        PacketSlab.requireLengths(capturedLength, length);
        requireIdle();
        int number = engine.adapters().number(adapter);
        if (nanos < engine.nowNanos()) {
            clamped();
        }
        engine.advance(nanos);
        offering = true;
        try {
            return inputs.offer(bytes, offset, capturedLength, length, linkType, direction, number, source, token);
        } finally {
            offering = false;
        }
    }

    /** Moves time on to the last event. */
    void drain() {
        requireIdle();
        while (engine.hasNext()) {
            engine.advance(engine.nextDueNanos());
        }
    }

    ShapingReport report() {
        return ReportMaker.report(List.of(engine()), shaper, start, clampedTimestamps);
    }
}
