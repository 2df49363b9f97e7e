package dev.weir.shaping.core.stage;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.Checksums;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.wheel.EventWheel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A link stage alone, with its wheel: bare IPv4 packets of numbered flows in, their fates out. */
final class QueueBench implements Outlet {
    private static final int HEADER = 28;

    /** What became of a packet: sent, marked or dropped. */
    record Fate(long packet, long nanos, boolean marked, @Nullable DropReason dropped) {}

    final List<Fate> fates = new ArrayList<>();
    final Set<Integer> paused = new HashSet<>();
    final PacketSlab packets = new PacketSlab(1L << 30);
    final EventWheel wheel = new EventWheel();
    final StageSpace space;
    final Stage link;
    private final FlowTable flows;
    private final PacketHeaders headers = new PacketHeaders();
    private final FlowKey key = new FlowKey();
    private long draws;

    QueueBench(BiFunction<StageSpace, Stage, Stage> link) {
        FlowSlots slots = new FlowSlots();
        flows = new FlowTable(100_000, slots);
        space = new StageSpace(packets, flows, slots, wheel, this);
        this.link = link.apply(space, new ReleaseStage(space));
    }

    /** Offers a packet, once everything has happened that is due. */
    void offer(long nanos, NaiveQueue.Item item) {
        offer(nanos, item, 0);
    }

    void offer(long nanos, NaiveQueue.Item item, int source) {
        run(nanos);
        int packet = packets.allocate(HEADER);
        packets.describe(packet, item.length(), LinkType.RAW_IP, Direction.OUTGOING, source, item.number());
        byte[] bytes = packets.bytes(packet);
        int at = packets.offset(packet);
        java.util.Arrays.fill(bytes, at, at + HEADER, (byte) 0);
        bytes[at] = 0x45;
        bytes[at + 1] = (byte) (item.capable() ? 1 + item.number() % 2 : 0);
        bytes[at + 3] = HEADER;
        bytes[at + 8] = 64;
        bytes[at + 9] = 17;
        bytes[at + 20] = (byte) (item.flow() >> 8);
        bytes[at + 21] = (byte) item.flow();
        HeaderDecoder.decode(bytes, at, HEADER, LinkType.RAW_IP, headers);
        Checksums.writeIpv4Header(bytes, at, headers);
        key.set(headers, Direction.OUTGOING);
        int flow = flows.enter(key, nanos);
        packets.flow(packet, flow, flows.arrive(flow));
        link.accept(packet, nanos);
    }

    /** The hash of a numbered flow. */
    static long hash(int flow) {
        byte[] bytes = new byte[HEADER];
        bytes[0] = 0x45;
        bytes[3] = HEADER;
        bytes[9] = 17;
        bytes[20] = (byte) (flow >> 8);
        bytes[21] = (byte) flow;
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(bytes, 0, HEADER, LinkType.RAW_IP, headers);
        FlowKey key = new FlowKey();
        key.set(headers, Direction.OUTGOING);
        return key.hash();
    }

    void run(long untilNanos) {
        while (wheel.advanceTo(untilNanos)) {
            space.run(wheel.event(), wheel.dueNanos());
        }
    }

    long draws() {
        return draws;
    }

    private void leave(int packet, long nowNanos, @Nullable DropReason dropped) {
        int at = packets.offset(packet);
        HeaderDecoder.decode(packets.bytes(packet), at, HEADER, LinkType.RAW_IP, headers);
        if (!Checksums.verifyIpv4Header(packets.bytes(packet), at, headers)) {
            throw new AssertionError("header checksum of packet " + packets.token(packet));
        }
        fates.add(new Fate(packets.token(packet), nowNanos, headers.ecn() == 3, dropped));
        flows.leave(packets.flow(packet));
        packets.free(packet);
    }

    @Override
    public boolean release(int packet, long nowNanos) {
        leave(packet, nowNanos, null);
        return true;
    }

    @Override
    public void drop(int packet, DropReason reason, long nowNanos) {
        leave(packet, nowNanos, reason);
    }

    @Override
    public void drawn(int packet, long draw) {
        draws++;
    }

    @Override
    public void pause(int source) {
        paused.add(source);
    }

    @Override
    public void resume(int source) {
        paused.remove(source);
    }
}
