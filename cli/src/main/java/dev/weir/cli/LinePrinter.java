package dev.weir.cli;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Prints packets for people; times count from the first packet. */
final class LinePrinter implements PacketPrinter {
    private static final int FLUSH_AT = 1 << 13;

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder();
    private final AddressTexts addresses = new AddressTexts();
    private long firstNanos;

    LinePrinter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void print(long number, Packet packet, boolean hasTcpFlags) throws IOException {
        if (number == 1) {
            firstNanos = packet.timestampNanos();
        }
        text.append(number).append("  ").append(Timestamps.seconds(packet.timestampNanos() - firstNanos));
        text.append("  ").append(packet.direction()).append("  ").append(protocol(packet));
        if (packet.ipVersion() != 0) {
            text.append(' ');
            endpoint(packet.srcIp(), packet.hasPorts() ? packet.srcPort() : -1);
            text.append(" > ");
            endpoint(packet.dstIp(), packet.hasPorts() ? packet.dstPort() : -1);
        }
        if (hasTcpFlags) {
            flags(packet);
        }
        details(packet);
        text.append('\n');
        if (text.length() >= FLUSH_AT) {
            flush();
        }
    }

    private void endpoint(@Nullable IpAddress address, int port) {
        if (address == null) {
            return;
        }
        boolean brackets = port >= 0 && address.version() == 6;
        text.append(brackets ? "[" : "").append(addresses.text(address)).append(brackets ? "]" : "");
        if (port >= 0) {
            text.append(':').append(port);
        }
    }

    private void flags(Packet packet) {
        text.append("  [");
        int start = text.length();
        flag("syn", packet.syn(), start);
        flag("ack", packet.ack(), start);
        flag("fin", packet.fin(), start);
        flag("rst", packet.rst(), start);
        flag("psh", packet.psh(), start);
        flag("urg", packet.urg(), start);
        text.append(']');
    }

    private void flag(String name, boolean set, int start) {
        if (set) {
            text.append(text.length() > start ? " " : "").append(name);
        }
    }

    private void details(Packet packet) {
        text.append("  length ").append(packet.length());
        if (packet.capturedLength() < packet.length()) {
            text.append(" captured ").append(packet.capturedLength());
        }
        if (packet.vlanId() >= 0) {
            text.append(" vlan ").append(packet.vlanId());
        }
        if (packet.ipVersion() != 0) {
            text.append(" ttl ").append(packet.ttl());
            text.append(packet.dscp() > 0 ? " dscp " + packet.dscp() : "");
            text.append(packet.ecn() > 0 ? " ecn " + packet.ecn() : "");
            text.append(packet.fragment() ? " fragment" : "");
        }
    }

    private static String protocol(Packet packet) {
        return switch (packet.ipProto()) {
            case IpProtocols.TCP -> "tcp";
            case IpProtocols.UDP -> "udp";
            case IpProtocols.ICMP -> "icmp";
            case IpProtocols.ICMPV6 -> "icmpv6";
            case -1 -> linkProtocol(packet.ethProto());
            default -> "ip-proto-" + packet.ipProto();
        };
    }

    private static String linkProtocol(int ethProto) {
        return switch (ethProto) {
            case EtherTypes.NONE -> "unknown";
            case EtherTypes.ARP -> "arp";
            default -> String.format("ethertype-0x%04x", ethProto);
        };
    }

    @Override
    public void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
