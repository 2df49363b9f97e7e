package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6HeaderTest {
    private static final String ADDRESSES = "fd000000000000000000000000000002 20010db8000000000000000000000007";
    private static final String UDP = "1388 01bb 000d 0000 68656c6c6f";

    @Test
    void decodes_every_field() {
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, "6eb12345 000d 11 3f" + ADDRESSES + UDP);

        PacketHeaders expected = new PacketHeaders();
        expected.ethProto = 0x86DD;
        expected.ipVersion = 6;
        expected.ipHeaderOffset = 0;
        expected.ipHeaderLength = 40;
        expected.ipNextHeader = 17;
        expected.ipProto = 17;
        expected.srcHigh = 0xFD00_0000_0000_0000L;
        expected.srcLow = 2;
        expected.dstHigh = 0x2001_0DB8_0000_0000L;
        expected.dstLow = 7;
        expected.ttl = 63;
        expected.tos = 0xEB;
        expected.hasPorts = true;
        expected.srcPort = 5000;
        expected.dstPort = 443;
        expected.transportOffset = 40;
        expected.payloadLength = 5;
        assertThat(headers).usingRecursiveComparison().isEqualTo(expected);
    }

    /* Columns: first next header, extension headers ($U: UDP with 5 bytes); protocol, where it starts, payload length. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "hop-by-hop,            0, 1100050200000100 $U,                                      17, 48, 5",
        "routing,              43, 11020400 00000000 %A $U,                                  17, 64, 5",
        "authentication,       51, 11040000 00000001 00000001 000102030405060708090a0b $U,   17, 64, 5",
        "authentication 12,    51, 11010000 00000001 00000001 $U,                            17, 52, 5",
        "destination options,  60, 1101 0104 00000000 0104 00000000 0000 $U,                 17, 56, 5",
        "mobility,            135, 3b00 0000 0000 0000,                                      59, 48, 0",
        "host identity,       139, 1100 0000 0000 0000 $U,                                   17, 48, 5",
        "shim6,               140, 1100 8000 0000 0000 $U,                                   17, 48, 5",
        "esp ends the chain,   50, 00000001 00000001 1100 0000,                              50, 40, 12",
        "no next header,       59, 1100000000000000,                                         59, 40, 8",
        "esp behind options,   60, 3200 010400000000 00000001 00000001,                      50, 48, 8",
        "unknown protocol,    253, 0102,                                                    253, 40, 2",
        "ospf,                 89, 0301,                                                     89, 40, 2",
        "options twice,         0, 3c00010400000000 3c00010400000000 1100010400000000 $U,    17, 64, 5",
        "every kind,            0, 2b00010400000000 2c00040000000000 3c00000000000001 3300010400000000 %K $U,"
                + "                                                                          17, 112, 5",
    })
    void follows_extension_headers(
            String name, int first, String payload, int protocol, int transportOffset, int length) {
        String expanded = payload.replace("%A", "20010db8000000000000000000000009")
                .replace("%K", "87020000000000010000000100000000 8b00000000000000 8c00000000000000 1100000000000000");
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet(first, expanded));

        assertThat(headers.ipNextHeader).as("ipNextHeader").isEqualTo(first);
        assertThat(headers.ipProto).as("ipProto").isEqualTo(protocol);
        assertThat(headers.transportOffset).as("transportOffset").isEqualTo(transportOffset);
        assertThat(headers.payloadLength).as("payloadLength").isEqualTo(length);
        assertThat(headers.srcPort).as("srcPort").isEqualTo(protocol == 17 ? 5000 : 0);
        assertThat(headers.fragment).as("fragment").isFalse();
    }

    /* Columns: next header behind the fragment header, offset field; fragment, offset in bytes, ports, payload length. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "atomic,                    11, 0000, false,     0, true,   5",
        "reserved bits,             11, 0006, false,     0, true,   5",
        "first,                     11, 0001, true,      0, true,   5",
        "middle,                    11, 05a9, true,   1448, false, 13",
        "last,                      11, 05a8, true,   1448, false, 13",
        "furthest,                  11, fff8, true,  65528, false, 13",
        "later before an extension, 3c, 05a8, true,   1448, false, 13",
    })
    void decodes_fragments(
            String name, String next, String field, boolean fragment, int offset, boolean ports, int payload) {
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet(44, next + "00" + field + "0000beef" + UDP));

        assertThat(headers.fragment).isEqualTo(fragment);
        assertThat(headers.fragmentOffset).isEqualTo(offset);
        assertThat(headers.ipNextHeader).isEqualTo(44);
        assertThat(headers.ipProto).isEqualTo(Integer.parseInt(next, 16));
        assertThat(headers.hasPorts).isEqualTo(ports);
        assertThat(headers.transportOffset).isEqualTo(ports ? 48 : -1);
        assertThat(headers.payloadLength).isEqualTo(payload);
    }

    @Test
    void stays_a_fragment_when_an_atomic_fragment_header_follows() {
        PacketHeaders headers =
                Decoded.decode(LinkType.RAW_IP, packet(44, "2c00 0001 0000beef 1100 0000 0000beef" + UDP));

        assertThat(headers.fragment).isTrue();
        assertThat(headers.dstPort).isEqualTo(443);
    }

    /* Columns: payload length, first next header, what is captured; protocol, payload length. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing of it,               0100,  0, '',                               0, 256",
        "next header is udp,          0100,  0, 11,                              17, 256",
        "next header is esp,          0100, 60, 3200 0104,                       50, 256",
        "next header is none,         0100, 60, 3b00 0104,                       59, 256",
        "next header is an extension, 0100,  0, 2b00 0104,                        0, 256",
        "longer than the capture,     0100,  0, 1101 010400000000,               17, 256",
        "fragment header,             0100, 44, 1100 0001 0000be,                17, 256",
        "authentication header,       0100, 51, 1104 0000 00000001 00000001,     17, 256",
        "second before udp,          0100,  0, 2b00010400000000 1104,           17, 248",
        "second before routing,       0100, 60, 0000010400000000 2b04,            0, 248",
        "ends with the datagram,      0008,  0, 3c00010400000000 1100010400000000, 60, 0",
        "longer than the datagram,    000c,  0, 1101010a00000000 0000000000000000, 17, 12",
    })
    void names_what_is_known_when_an_extension_header_is_cut_short(
            String name, String payloadLength, int first, String captured, int protocol, int payload) {
        PacketHeaders headers = Decoded.decode(
                LinkType.RAW_IP, "60000000" + payloadLength + "%02x 40".formatted(first) + ADDRESSES + captured);

        assertThat(headers.ipVersion).isEqualTo(6);
        assertThat(headers.srcLow).isEqualTo(2);
        assertThat(headers.dstLow).isEqualTo(7);
        assertThat(headers.ipNextHeader).isEqualTo(first);
        assertThat(headers.ipProto).isEqualTo(protocol);
        assertThat(headers.hasPorts).isFalse();
        assertThat(headers.fragment).isFalse();
        assertThat(headers.transportOffset).isEqualTo(-1);
        assertThat(headers.payloadLength).isEqualTo(payload);
    }

    @Test
    void stops_behind_sixteen_extension_headers() {
        String option = "3c00010400000000";
        String last = "1100010400000000";

        PacketHeaders sixteen = Decoded.decode(LinkType.RAW_IP, packet(60, option.repeat(15) + last + UDP));
        assertThat(sixteen.transportOffset).isEqualTo(40 + 16 * 8);
        assertThat(sixteen.dstPort).isEqualTo(443);

        PacketHeaders seventeen = Decoded.decode(LinkType.RAW_IP, packet(60, option.repeat(16) + last + UDP));
        assertThat(seventeen.transportOffset).isEqualTo(-1);
        assertThat(seventeen.ipProto).isEqualTo(17);
        assertThat(seventeen.hasPorts).isFalse();
        assertThat(seventeen.payloadLength).isEqualTo(8 + 13);
    }

    @Test
    void takes_a_jumbogram_as_long_as_its_capture() {
        PacketHeaders headers = Decoded.decode(
                LinkType.RAW_IP, "60000000 0000 00 40" + ADDRESSES + "1100c20400010000 1388 01bb 0000 0000 68656c6c6f");

        assertThat(headers.ipProto).isEqualTo(17);
        assertThat(headers.dstPort).isEqualTo(443);
        assertThat(headers.payloadLength).isEqualTo(5);
    }

    @Test
    void has_no_payload_when_the_payload_length_is_zero() {
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, "60000000 0000 11 40" + ADDRESSES + UDP);

        assertThat(headers.ipProto).isEqualTo(17);
        assertThat(headers.hasPorts).isFalse();
        assertThat(headers.payloadLength).isZero();
        assertThat(headers.transportOffset).isEqualTo(40);
    }

    @Test
    void keeps_only_the_ether_type_when_the_header_is_cut_short() {
        PacketHeaders expected = new PacketHeaders();
        expected.ethProto = 0x86DD;

        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, "60000000 000d 11 40" + ADDRESSES.substring(2));

        assertThat(headers).usingRecursiveComparison().isEqualTo(expected);
    }

    private static String packet(int first, String payload) {
        String expanded = payload.replace("$U", UDP);
        return "60000000 %04x %02x 40".formatted(Decoded.bytes(expanded).length, first) + ADDRESSES + expanded;
    }
}
