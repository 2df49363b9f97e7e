package dev.weir.shaping.core.account;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The decision ledger: one line of JSON for the final fate of every packet, in (fate time, submission) order.
 *
 * <p>Not thread-safe. It keeps the draws of packets in flight, and the printed form of rules and flows.
 */
public final class Ledger {
    private static final int MAX_DRAWS = 7;
    private static final int STRIDE = MAX_DRAWS + 1;
    private static final int MAX_PRINTED = 4096;

    private final LineSink sink;
    private final PacketSlab packets;
    private final FlowTable flows;
    private final JsonLine line = new JsonLine();
    private final Map<String, byte[]> printed = new HashMap<>();
    private long[] draws = new long[0];
    private byte[][] flowText = new byte[0][];
    private long[] flowHash = new long[0];

    /**
     * A ledger.
     *
     * @param sink takes the lines
     * @param packets the engine's packets
     * @param flows the engine's flows
     */
    public Ledger(LineSink sink, PacketSlab packets, FlowTable flows) {
        this.sink = sink;
        this.packets = packets;
        this.flows = flows;
    }

    /**
     * A packet enters: nothing has been drawn for it.
     *
     * @param packet its handle
     */
    public void arrived(int packet) {
        int base = packet * STRIDE;
        if (base >= draws.length) {
            draws = Arrays.copyOf(draws, Math.max(2 * draws.length, base + STRIDE));
        }
        draws[base] = 0;
    }

    /**
     * A random number was drawn for a packet.
     *
     * @param packet its handle
     * @param draw the number
     */
    public void drawn(int packet, long draw) {
        int base = packet * STRIDE;
        if (draws[base] < MAX_DRAWS) {
            draws[base]++;
            draws[base + (int) draws[base]] = draw;
        }
    }

    /**
     * A packet was released.
     *
     * @param packet its handle
     * @param rule the rule that decided
     * @param priority what it decided
     * @param dueNanos when it was due
     * @param releaseNanos when it was released
     */
    public void released(int packet, String rule, String priority, long dueNanos, long releaseNanos) {
        decided(packet, rule, priority)
                .number("due", dueNanos)
                .number("release", releaseNanos)
                .end(sink);
    }

    /**
     * A packet was dropped after a rule decided.
     *
     * @param packet its handle
     * @param rule the rule that decided
     * @param priority what it decided
     * @param reason why it was dropped
     * @param nowNanos when
     */
    public void dropped(int packet, String rule, String priority, DropReason reason, long nowNanos) {
        decided(packet, rule, priority)
                .text("drop", printed(reason.name()))
                .number("time", nowNanos)
                .end(sink);
    }

    /**
     * A packet was refused before any rule saw it.
     *
     * @param number its place in the order of arrival
     * @param direction its direction
     * @param length its length in bytes
     * @param reason why it was refused
     * @param nowNanos when
     */
    public void refused(long number, Direction direction, int length, DropReason reason, long nowNanos) {
        line.begin()
                .number("packet", number)
                .text("direction", printed(direction.toString()))
                .number("length", length)
                .number("arrival", nowNanos)
                .text("drop", printed(reason.name()))
                .number("time", nowNanos)
                .end(sink);
    }

    private JsonLine decided(int packet, String rule, String priority) {
        int flow = packets.flow(packet);
        line.begin()
                .number("packet", packets.number(packet))
                .text("direction", printed(packets.direction(packet).toString()))
                .text("flow", flowText(flow))
                .number("incarnation", flows.incarnation(flow))
                .number("ordinal", packets.ordinal(packet));
        int copy = packets.copy(packet);
        if (copy > 0) {
            line.number("copy", copy);
        }
        line.number("length", packets.length(packet))
                .number("arrival", packets.arrivalNanos(packet))
                .text("rule", printed(rule))
                .text("priority", printed(priority))
                .beginHexList("draws");
        int base = packet * STRIDE;
        for (int i = 1; i <= draws[base]; i++) {
            line.hex(draws[base + i]);
        }
        return line.endList();
    }

    private byte[] printed(String text) {
        byte[] known = printed.get(text);
        if (known != null) {
            return known;
        }
        if (printed.size() >= MAX_PRINTED) {
            printed.clear();
        }
        byte[] fresh = JsonLine.quoted(text);
        printed.put(text, fresh);
        return fresh;
    }

    private byte[] flowText(int flow) {
        if (flow >= flowText.length) {
            flowText = Arrays.copyOf(flowText, Math.max(64, 2 * (flow + 1)));
            flowHash = Arrays.copyOf(flowHash, flowText.length);
        }
        if (flowText[flow] == null || flowHash[flow] != flows.hash(flow)) {
            flowText[flow] = JsonLine.quoted(flows.key(flow).toString());
            flowHash[flow] = flows.hash(flow);
        }
        return flowText[flow];
    }
}
