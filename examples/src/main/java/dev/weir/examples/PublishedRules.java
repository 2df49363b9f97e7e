package dev.weir.examples;

import static dev.weir.shaping.Country.CN;
import static dev.weir.shaping.Country.GB;
import static dev.weir.shaping.Country.US;
import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static dev.weir.shaping.EtherTypes.ARP;
import static dev.weir.shaping.IpProtocols.ICMP;
import static dev.weir.shaping.IpProtocols.UDP;
import static dev.weir.shaping.Priorities.bind;
import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static java.time.temporal.ChronoUnit.MINUTES;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Rule;

/**
 * The published example rules of NetBalancer, word for word: they do what their code does, also where that is not what their description says. What a careful reader
 * would write instead is in {@link CorrectedRules}.
 */
public final class PublishedRules {
    private static final IpAddress TELEMETRY_1 = IpAddress.parse("13.107.42.12");
    private static final IpAddress TELEMETRY_2 = IpAddress.parse("40.90.189.100");
    private static final MacAddress ADAPTER = MacAddress.parse("48-E7-DA-0D-C4-C9");

    /** Example 0: blocks the United Kingdom, prefers what comes in, and limits what goes out to 100 KB/s. */
    public static final Rule E00 = (packet, context) -> {
        if (packet.country() == GB) {
            return block();
        }
        return packet.incoming() ? high() : limit(100_000);
    };

    /** Example 1: prefers what comes in from the United States. */
    public static final Rule E01 = (packet, context) -> packet.country() == US && packet.incoming() ? high() : pass();

    /** Example 2: limits uploads to China to 50 KB/s, all together. */
    public static final Rule E02 =
            (packet, context) -> packet.country() == CN && packet.outgoing() ? limit(50_000) : pass();

    /** Example 3: blocks two ports of peer-to-peer programs, over UDP, on the remote side. */
    public static final Rule E03 = (packet, context) ->
            packet.ipProto() == UDP && (packet.remotePort() == 6881 || packet.remotePort() == 6882) ? block() : pass();

    /** Example 4: delays everything by 200 ms between 18:00 and 22:59. */
    public static final Rule E04 = (packet, context) -> {
        int hour = context.hourOfDay();
        return hour >= 18 && hour <= 22 ? delay(200) : pass();
    };

    /** Example 5: prefers a program while the VPN is up or coming up; blocks it otherwise, and everything else always. */
    public static final Rule E05 = (packet, context) ->
            (context.vpn().connected() || context.vpn().connecting()) && packet.exeNameIs("vpn_app.exe")
                    ? high()
                    : block();

    /** Example 6: blocks two addresses. */
    public static final Rule E06 = (packet, context) ->
            TELEMETRY_1.equals(packet.remoteIp()) || TELEMETRY_2.equals(packet.remoteIp()) ? block() : pass();

    /** Example 7: has a program's packets leave by one adapter. */
    public static final Rule E07 = (packet, context) -> packet.exeNameIs("bind_app.exe") ? bind(ADAPTER) : pass();

    /** Example 8: blocks all programs but one, and lets some of what a network needs pass; not ICMPv6 and DHCP. */
    public static final Rule E08 = (packet, context) -> {
        if (packet.exeNameIs("allowed_process.exe")) {
            return pass();
        }
        boolean essential = packet.ethProto() == ARP
                || packet.ipProto() == ICMP
                || (packet.ipProto() == UDP
                        && (packet.remotePort() == 5355 || packet.remotePort() == 137 || packet.remotePort() == 53));
        return essential ? pass() : block();
    };

    /** Example 9: drops every fifth packet of a program, counting in the tag. */
    public static final Rule E09 = (packet, context) -> {
        if (!packet.exeNameIs("example_app.exe")) {
            return pass();
        }
        int number = context.tag() instanceof Integer counted ? counted + 1 : 1;
        context.tag(number);
        return number % 5 == 0 ? drop(1.0) : pass();
    };

    /** Example 10: marks what comes in from the United States. */
    public static final Rule E10 =
            (packet, context) -> packet.country() == US && packet.incoming() ? dscp(5, false, true, true) : pass();

    /** Example 11: limits both directions to 10 KB/s while more than 1 MB went out in half an hour, or 2 MB came in in an hour. */
    public static final Rule E11 = (packet, context) -> {
        if (context.traffic(30, MINUTES, OUTGOING) > 1_000_000) {
            return limit(10_000);
        }
        return context.traffic(60, MINUTES, INCOMING) > 2_000_000 ? limit(10_000) : normal();
    };

    private PublishedRules() {}
}
