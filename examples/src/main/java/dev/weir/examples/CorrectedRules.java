package dev.weir.examples;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static dev.weir.shaping.EtherTypes.ARP;
import static dev.weir.shaping.IpProtocols.ICMP;
import static dev.weir.shaping.IpProtocols.ICMPV6;
import static dev.weir.shaping.IpProtocols.TCP;
import static dev.weir.shaping.IpProtocols.UDP;
import static dev.weir.shaping.Priorities.bind;
import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static java.time.temporal.ChronoUnit.MINUTES;

import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Rule;

/** What the {@link PublishedRules} were meant to do, where their code does something else. The others are right as they are. */
public final class CorrectedRules {
    private static final MacAddress ADAPTER = MacAddress.parse("48-E7-DA-0D-C4-C9");

    /** Example 3: blocks peer-to-peer traffic by the usual ports of either side over either transport, and what a detector recognises. */
    public static final Rule E03 = (packet, context) -> {
        boolean ported = (packet.ipProto() == TCP || packet.ipProto() == UDP)
                && (peerToPeer(packet.localPort()) || peerToPeer(packet.remotePort()));
        return ported || "bittorrent".equals(packet.appProto()) ? block() : pass();
    };

    /** Example 4: delays everything by 200 ms between 6 and 10 in the evening. */
    public static final Rule E04 = (packet, context) -> {
        int hour = context.hourOfDay();
        return hour >= 18 && hour < 22 ? delay(200) : pass();
    };

    /** Example 5: allows a program only via the VPN, and leaves the others to the rules after it. */
    public static final Rule E05 = (packet, context) -> {
        if (!packet.exeNameIs("vpn_app.exe")) {
            return pass();
        }
        return context.vpn().connected() || context.vpn().connecting() ? high() : block();
    };

    /** Example 7: has a program's packets leave by one adapter, or not at all, whatever the settings say. */
    public static final Rule E07 = (packet, context) -> {
        if (!packet.exeNameIs("bind_app.exe") || packet.incoming()) {
            return pass();
        }
        return context.canBind(ADAPTER) ? bind(ADAPTER) : block();
    };

    /** Example 8: blocks all programs but one, and lets pass what a network needs. */
    public static final Rule E08 =
            (packet, context) -> packet.exeNameIs("allowed_process.exe") || essential(packet) ? pass() : block();

    /** Example 9: drops every fifth packet of a program, without allocating, and exactly in a run of several shards too. */
    public static final Rule E09 = (packet, context) ->
            packet.exeNameIs("example_app.exe") && context.increment("packets") % 5 == 0 ? drop(1.0) : pass();

    /** Example 11: limits the direction that was used too much. */
    public static final Rule E11 = (packet, context) -> {
        boolean exceeded = packet.outgoing()
                ? context.traffic(30, MINUTES, OUTGOING) > 1_000_000
                : context.traffic(60, MINUTES, INCOMING) > 2_000_000;
        return exceeded ? limit(10_000) : normal();
    };

    private CorrectedRules() {}

    private static boolean peerToPeer(int port) {
        return port >= 6_881 && port <= 6_889;
    }

    /** Address resolution, ICMP, and by UDP: name resolution (DNS, NetBIOS, LLMNR, multicast DNS) and DHCP. */
    private static boolean essential(Packet packet) {
        int protocol = packet.ipProto();
        if (packet.ethProto() == ARP || protocol == ICMP || protocol == ICMPV6) {
            return true;
        }
        return protocol == UDP
                && switch (packet.remotePort()) {
                    case 53, 67, 68, 137, 546, 547, 5_353, 5_355 -> true;
                    default -> false;
                };
    }
}
