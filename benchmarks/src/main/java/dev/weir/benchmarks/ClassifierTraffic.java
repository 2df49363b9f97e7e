package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.core.rule.compile.RuleRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/** The headers of packets, decoded, one after the other. For one thread. */
final class ClassifierTraffic {
    static final int PACKETS = 1 << 16;
    /** So many flows, each with the fields of one packet. */
    private static final int FLOWS = 1 << 12;

    private static final byte[] BYTES = new byte[64];

    private final PacketHeaders headers = new PacketHeaders();
    final PacketView view = new PacketView(headers, new FlowTable(PACKETS, new FlowSlots()), Providers.NONE);
    final RuleContext context =
            new RuleContext("measured", new WallClock(Instant.EPOCH, ZoneOffset.UTC), () -> VpnStatus.NONE);
    final RuleRun run = new RuleRun(headers, view, (rule, error) -> null);
    private final int[] fields = new int[5 * PACKETS];
    private int at;

    void prepare(List<FilterSet.Header> packets, RuleProgram program, int rules) {
        for (int i = 0; i < PACKETS; i++) {
            FilterSet.Header packet = packets.get(i);
            fields[5 * i] = packet.source();
            fields[5 * i + 1] = packet.destination();
            fields[5 * i + 2] = packet.sourcePort();
            fields[5 * i + 3] = packet.destinationPort();
            fields[5 * i + 4] = packet.protocol();
        }
        run.program(program, Collections.nCopies(rules, context));
    }

    void back() {
        at--;
    }

    /** Sets headers and view to the next packet, and answers its flow. */
    int next() {
        int packet = at++ & PACKETS - 1;
        int base = 5 * packet;
        headers.ethProto = EtherTypes.IPV4;
        headers.ipVersion = 4;
        headers.srcLow = fields[base] & 0xFFFF_FFFFL;
        headers.dstLow = fields[base + 1] & 0xFFFF_FFFFL;
        headers.hasPorts = true;
        headers.srcPort = fields[base + 2];
        headers.dstPort = fields[base + 3];
        headers.ipProto = fields[base + 4];
        int flow = packet & FLOWS - 1;
        view.set(BYTES, 0, 64, 64, LinkType.ETHERNET, Direction.OUTGOING, 0, packet);
        return flow;
    }
}
