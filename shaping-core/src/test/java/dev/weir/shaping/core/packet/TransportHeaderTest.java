package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportHeaderTest {
    private static final String TCP = "a1c3 0050 01020304 05060708 ";

    /* Columns: protocol, IP payload; ports, source and destination port, TCP flags, payload length. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tcp syn,                  6, $T 5002 ffff 0000 0000,                   true,  41411,    80, 0x02, 0",
        "tcp syn ack options,      6, $T a012 ffff 0000 0000 $O ff,             true,  41411,    80, 0x12, 1",
        "tcp all flags,            6, $T 5fff ffff 0000 0000 0102,              true,  41411,    80, 0xFF, 2",
        "tcp accurate ecn bit,     6, $T 5110 ffff 0000 0000,                   true,  41411,    80, 0x10, 0",
        "tcp cwr,                  6, $T 5080 ffff 0000 0000,                   true,  41411,    80, 0x80, 0",
        "tcp data offset 0,        6, $T 0010 ffff 0000 0000 01020304,          true,  41411,    80, 0x10, 4",
        "tcp data offset too far,  6, $T f010 ffff 0000 0000 01020304,          true,  41411,    80, 0x10, 0",
        "tcp longest header,       6, $T f010 ffff 0000 0000 $O $O 0102,        true,  41411,    80, 0x10, 2",
        "tcp without flags,        6, $T 50,                                    true,  41411,    80, 0x00, 0",
        "tcp ports alone,          6, a1c3 0050,                                true,  41411,    80, 0x00, 0",
        "tcp cut in the ports,     6, a1c3 00,                                  false,     0,     0, 0x00, 0",
        "udp,                     17, ffff 0035 000b 0000 010203,               true,  65535,    53, 0x00, 3",
        "udp length is shorter,   17, 0001 ffff 0009 0000 010203,               true,      1, 65535, 0x00, 1",
        "udp length is longer,    17, 0001 ffff 05c8 0000 010203,               true,      1, 65535, 0x00, 3",
        "udp length below 8,      17, 0001 ffff 0007 0000 010203,               true,      1, 65535, 0x00, 3",
        "udp length 0,            17, 0001 ffff 0000 0000 010203,               true,      1, 65535, 0x00, 3",
        "udp-lite,               136, 0001 ffff 0008 1234 010203,               true,      1, 65535, 0x00, 3",
        "sctp,                   132, 1389 138a 00000001 00000000 01000014,     true,   5001,  5002, 0x00, 4",
        "dccp short,              33, 1389 138a 03000000 00000000 0102,         true,   5001,  5002, 0x00, 2",
        "dccp long,               33, 1389 138a 04000000 00000000 00000000 01,  true,   5001,  5002, 0x00, 1",
        "dccp offset below 3,     33, 1389 138a 02000000 00000000 01,           true,   5001,  5002, 0x00, 1",
        "icmp echo,                1, 0800 f7ff 0000 0000 0102,                 false,     0,     0, 0x00, 2",
        "icmp cut short,           1, 0800 f7ff,                                false,     0,     0, 0x00, 0",
        "icmpv6 echo,             58, 8000 0000 0001 0001 010203,               false,     0,     0, 0x00, 3",
        "gre,                     47, 0000 0800 4500,                           false,     0,     0, 0x00, 6",
        "esp,                     50, 00000001 00000002,                        false,     0,     0, 0x00, 8",
        "ah over ipv4,            51, 06040000 00000001 00000001,               false,     0,     0, 0x00, 12",
        "ipv6 in ipv4,            41, 60000000 0000 06 40,                      false,     0,     0, 0x00, 8",
        "reserved,               255, 0001 0002,                                false,     0,     0, 0x00, 4",
    })
    void decodes(
            String name, int protocol, String payload, boolean ports, int srcPort, int dstPort, int flags, int length) {
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, ipv4(protocol, payload));

        assertThat(headers.ipProto).as("ipProto").isEqualTo(protocol);
        assertThat(headers.ipNextHeader).as("ipNextHeader").isEqualTo(protocol);
        assertThat(headers.hasPorts).as("hasPorts").isEqualTo(ports);
        assertThat(headers.srcPort).as("srcPort").isEqualTo(srcPort);
        assertThat(headers.dstPort).as("dstPort").isEqualTo(dstPort);
        assertThat(headers.tcpFlags).as("tcpFlags").isEqualTo(flags);
        assertThat(headers.payloadLength).as("payloadLength").isEqualTo(length);
        assertThat(headers.transportOffset).as("transportOffset").isEqualTo(20);
    }

    @Test
    void tells_the_payload_length_of_a_truncated_capture() {
        String header = "4500 05dc 0000 4000 40 06 0000 0a000002 c0000207";

        assertThat(Decoded.decode(LinkType.RAW_IP, header + TCP + "80").payloadLength)
                .isEqualTo(1500 - 20 - 32);
        assertThat(Decoded.decode(LinkType.RAW_IP, header + "a1c30050").payloadLength)
                .isEqualTo(1500 - 20 - 20);
        assertThat(Decoded.decode(LinkType.RAW_IP, header).payloadLength).isEqualTo(1500 - 20 - 20);
    }

    private static String ipv4(int protocol, String payload) {
        String expanded = payload.replace("$T", TCP).replace("$O", "02040564 0402080a 0000000a 00000000 01030307");
        int totalLength = 20 + Decoded.bytes(expanded).length;
        return "4500%04x 00004000 40%02x0000 0a000002 c0000207".formatted(totalLength, protocol) + expanded;
    }
}
