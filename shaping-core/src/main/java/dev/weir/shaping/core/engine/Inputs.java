package dev.weir.shaping.core.engine;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.EndpointSet;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The way into an engine: all that decides, besides time, in the order in which it comes.
 *
 * <p>Every driver hands its inputs in here. They count at the engine's present, so a driver advances the engine first. Not thread-safe; offering a
 * packet allocates nothing once the engine has grown.
 */
public final class Inputs {
    private final Engine engine;
    private final @Nullable InputListener listener;
    private final BitSet adaptersTold = new BitSet(Adapters.MAX + 1);
    private int ruleChanges;
    private int filterChanges;
    private boolean retrying;

    /**
     * The way into an engine.
     *
     * @param engine the engine
     * @param listener hears of the inputs, or null for nobody
     */
    public Inputs(Engine engine, @Nullable InputListener listener) {
        this.engine = engine;
        this.listener = listener;
        if (listener != null) {
            engine.onRefusal(number -> {
                if (!retrying) {
                    listener.refused(engine.nowNanos(), number);
                }
            });
        }
    }

    /**
     * Offers a packet now. Its bytes are copied.
     *
     * @param bytes an array that holds the packet
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length the length on the line in bytes
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param adapter the number of its adapter, 0 for none
     * @param source the lossless source that sent it, 1 to 255, or 0 if the source may lose packets
     * @param token any mark, given back at the release
     * @return what became of it; busy, which changes nothing, if a lossless source must offer it again
     */
    public Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            int adapter,
            int source,
            long token) {
        boolean busy = false;
        try {
            Admission answer =
                    admit(bytes, offset, capturedLength, length, linkType, direction, adapter, source, token);
            busy = answer == Admission.BUSY;
            return answer;
        } finally {
            if (!busy && listener != null) {
                long now = engine.nowNanos();
                tellAdapter(listener, now, adapter);
                listener.offered(
                        now, bytes, offset, capturedLength, length, linkType, direction, adapter, source, token);
            }
        }
    }

    private void tellAdapter(InputListener told, long nowNanos, int adapter) {
        if (adapter != 0 && !adaptersTold.get(adapter)) {
            adaptersTold.set(adapter);
            told.adapter(nowNanos, adapter, engine.adapters().get(adapter));
        }
    }

    private Admission admit(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            int adapter,
            int source,
            long token) {
        if (source != 0 && engine.isPaused(source)) {
            return Admission.BUSY;
        }
        PacketSlab packets = engine.packets();
        int packet = packets.allocate(capturedLength);
        if (packet == PacketSlab.NONE) {
            return source == 0 || packets.heldPackets() == 0 ? engine.refuse(direction, length) : Admission.BUSY;
        }
        System.arraycopy(bytes, offset, packets.bytes(packet), packets.offset(packet), capturedLength);
        packets.describe(packet, length, linkType, direction, source, token);
        packets.adapter(packet, adapter);
        Admission answer = engine.offer(packet);
        if (answer == Admission.BUSY) {
            packets.free(packet);
        }
        return answer;
    }

    /**
     * Offers the sink again what it had no room for, in order, until it refuses.
     *
     * @return how many packets it took
     */
    public int retry() {
        int before = engine.waitingPackets();
        retrying = true;
        try {
            engine.retry();
        } finally {
            retrying = false;
            int taken = before - engine.waitingPackets();
            if (taken > 0 && listener != null) {
                listener.retried(engine.nowNanos(), taken);
            }
        }
        return before - engine.waitingPackets();
    }

    /**
     * Replaces the rules, from the next packet on.
     *
     * @param rules the new rules
     */
    public void rules(RuleSet rules) {
        engine.rules(rules);
        tellRules(rules);
    }

    /**
     * Replaces the rules by some that have been compiled, from the next packet on.
     *
     * @param rules the new rules
     * @param program the same, compiled
     */
    public void rules(RuleSet rules, RuleProgram program) {
        engine.rules(rules, program);
        tellRules(rules);
    }

    private void tellRules(RuleSet rules) {
        ruleChanges++;
        if (listener != null) {
            listener.rules(engine.nowNanos(), ruleChanges, rules);
        }
    }

    /**
     * Replaces the filters, from the next packet on.
     *
     * @param filters the new filters
     */
    public void filters(FilterSet filters) {
        filterChanges++;
        engine.filters(filters);
        if (listener != null) {
            listener.filters(engine.nowNanos(), filterChanges, filters);
        }
    }

    /**
     * Changes a direction's line, from the next packet on that reaches it.
     *
     * @param direction the direction
     * @param line what it is made of from now on, which is time 0 of the timeline
     * @throws IllegalArgumentException if it has a rate although the direction shares the link of other shapers
     */
    public void line(Direction direction, Timeline<Impairment> line) {
        engine.lines().require(direction, line);
        try {
            engine.line(direction, line);
        } finally {
            if (listener != null) {
                listener.line(engine.nowNanos(), direction, line);
            }
        }
    }

    /**
     * Replaces a group of addresses, from the next packet on.
     *
     * @param group the group
     */
    public void addresses(AddressGroup group) {
        engine.addresses().set(group);
        if (listener != null) {
            listener.addresses(
                    engine.nowNanos(), AddressName.group(group.name()).toString(), group.list());
        }
    }

    /**
     * Replaces what a host or the local host stands for, from the next packet on.
     *
     * @param name the name
     * @param members its addresses
     */
    public void addresses(AddressName name, EndpointSet members) {
        engine.addresses().set(name, members);
        if (listener != null) {
            listener.addresses(engine.nowNanos(), name.toString(), members.toString());
        }
    }

    /**
     * Notes that no more packets are taken from outside. Decides nothing.
     *
     * @param policy what becomes of held packets
     */
    public void closing(String policy) {
        if (listener != null) {
            listener.closing(engine.nowNanos(), policy);
        }
    }

    /**
     * Counts a packet that came too late, after the last event.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void late(Direction direction, int length) {
        engine.refuseClosed(direction, length);
        if (listener != null) {
            listener.late(engine.nowNanos(), direction, length);
        }
    }

    /**
     * Drops every packet the engine holds. Nothing but late packets may come after that.
     *
     * @return how many they were
     */
    public int close() {
        int held = engine.close();
        if (listener != null) {
            listener.closed(engine.nowNanos(), released());
        }
        return held;
    }

    /**
     * The packets that the engine has released, ignored ones too.
     *
     * @return their number
     */
    public long released() {
        Accounts accounts = engine.accounts();
        return accounts.way(Direction.INCOMING).released()
                + accounts.way(Direction.OUTGOING).released();
    }
}
