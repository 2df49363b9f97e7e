package dev.weir.shaping.core.packet;

import dev.weir.shaping.Dscp;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.PacketBuilder;
import dev.weir.shaping.core.Packets;
import java.util.ArrayList;
import java.util.List;

/** Well-formed packets of every kind and link type. */
final class SamplePackets {
    private SamplePackets() {}

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (PacketBuilder packet : builders()) {
            samples.add(new Sample(LinkType.ETHERNET, packet.outgoing().bytes()));
            samples.add(
                    new Sample(LinkType.ETHERNET, packet.vlan(100).outgoing().bytes()));
        }
        for (String network : networkPackets()) {
            boolean ipv4 = network.startsWith("4");
            String type = ipv4 ? "0800" : "86dd";
            String macs = "020000000002020000000001";
            samples.add(sample(LinkType.RAW_IP, network));
            samples.add(sample(LinkType.ETHERNET, macs + type + network));
            samples.add(sample(LinkType.ETHERNET, macs + "88a800078100006481000001" + type + network));
            samples.add(sample(LinkType.ETHERNET, macs + "0080aaaa03000000" + type + network));
            samples.add(sample(LinkType.NULL_LOOPBACK, (ipv4 ? "02000000" : "1e000000") + network));
            samples.add(sample(LinkType.NULL_LOOPBACK, (ipv4 ? "00000002" : "0000000a") + network));
            samples.add(sample(LinkType.LOOP, (ipv4 ? "00000002" : "00000018") + network));
            samples.add(sample(LinkType.LINUX_SLL, "000000010006020000000001" + "0000" + type + network));
            samples.add(sample(LinkType.LINUX_SLL, "00000001000602000000000100000004aaaa03000000" + type + network));
            samples.add(sample(LinkType.LINUX_SLL2, type + "00000000000200010406" + "0200000000010000" + network));
            samples.add(sample(LinkType.UNKNOWN, network));
        }
        return samples;
    }

    private static List<PacketBuilder> builders() {
        return List.of(
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(20),
                Packets.udp("fd00::2", 5000, "2001:db8::7", 443).payload(20),
                Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443).syn().ttl(3),
                Packets.tcp("fd00::2", 5000, "2001:db8::7", 443).ack().psh().payload(9),
                Packets.icmpEcho("10.0.0.2", "192.0.2.7").dscp(Dscp.EF).payload(8),
                Packets.icmpEcho("fd00::2", "2001:db8::7").ecn(3).payload(8),
                Packets.arp("10.0.0.2", "10.0.0.1").length(60),
                Packets.ip("10.0.0.2", "192.0.2.7", 47).payload(12),
                Packets.ip("fd00::2", "2001:db8::7", 59).payload(12));
    }

    private static List<String> networkPackets() {
        String[] extensions = {
            "00 1100050200000100",
            "2b 1102040000000000" + "20010db8000000000000000000000009",
            "2c 11000001000000be",
            "2c 110005a9000000be",
            "2c 11000000000000be",
            "33 1104000000000001000000010000000000",
            "3c 1101010a000000000000000000000000",
            "87 3b00000000000000",
            "8b 1100000000000000",
            "8c 1100800000000000",
            "32 0000000100000001",
            "00 3c00010400000000" + "2b00010400000000" + "2c00040000000000" + "1100000000000001",
            "3c " + "3c00010400000000".repeat(15) + "1100010400000000",
            "3c " + "3c00010400000000".repeat(16) + "1100010400000000",
        };
        List<String> packets = new ArrayList<>();
        for (String extension : extensions) {
            packets.add(ipv6(extension.substring(0, 2), extension.substring(3) + "138801bb000d000068656c6c6f"));
        }
        for (String transport : new String[] {
            "06 a1c30050010203040506070850180400000000000102",
            "06 a1c300500102030405060708801204000000000002040564" + "04020101010303070102",
            "11 138801bb000d000068656c6c6f",
            "88 138801bb0008000068656c6c6f",
            "84 1389138a000000010000000001000014",
            "21 1389138a04000000000000000000000001",
            "01 0800f7ff00000000",
            "3a 8000000000010001",
            "2f 0000080045000014",
        }) {
            packets.add(ipv4("45", "4000", transport.substring(0, 2), "", transport.substring(3)));
            packets.add(ipv4("47", "4000", transport.substring(0, 2), "9404000001010100", transport.substring(3)));
            packets.add(ipv4("45", "2000", transport.substring(0, 2), "", transport.substring(3)));
            packets.add(ipv4("45", "00b9", transport.substring(0, 2), "", transport.substring(3)));
            packets.add(ipv6(transport.substring(0, 2), transport.substring(3)));
        }
        return packets;
    }

    private static String ipv4(String first, String fragment, String protocol, String options, String payload) {
        int length = 20 + (options.length() + payload.length()) / 2;
        return first + "b9%04x0000".formatted(length) + fragment + "40" + protocol + "0000" + "0a000002c0000207"
                + options + payload;
    }

    private static String ipv6(String next, String payload) {
        return "6eb12345%04x".formatted(payload.length() / 2) + next + "40"
                + "fd00000000000000000000000000000220010db8000000000000000000000007" + payload;
    }

    private static Sample sample(LinkType linkType, String hex) {
        return new Sample(linkType, Decoded.bytes(hex));
    }
}
