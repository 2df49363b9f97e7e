package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4HeaderTest {
    private static final String ADDRESSES = " 0a000002 c0000207 ";
    private static final String UDP = " 1388 01bb 000d 0000 68656c6c6f";

    @Test
    void decodes_every_field() {
        PacketHeaders headers =
                Decoded.decode(LinkType.RAW_IP, "45 b9 0021 1c46 4000 3f 11 0000 c6336407 e00000fb" + UDP);

        PacketHeaders expected = new PacketHeaders();
        expected.ethProto = 0x0800;
        expected.ipVersion = 4;
        expected.ipHeaderOffset = 0;
        expected.ipHeaderLength = 20;
        expected.ipNextHeader = 17;
        expected.ipProto = 17;
        expected.srcLow = 0xC633_6407L;
        expected.dstLow = 0xE000_00FBL;
        expected.ttl = 63;
        expected.tos = 0xB9;
        expected.hasPorts = true;
        expected.srcPort = 5000;
        expected.dstPort = 443;
        expected.transportOffset = 20;
        expected.payloadLength = 5;
        assertThat(headers).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void skips_options() {
        PacketHeaders headers = Decoded.decode(
                LinkType.RAW_IP, "4f 00 0049 0000 0000 01 11 0000" + ADDRESSES + "94040000".repeat(10) + UDP);

        assertThat(headers.ipHeaderLength).isEqualTo(60);
        assertThat(headers.transportOffset).isEqualTo(60);
        assertThat(headers.dstPort).isEqualTo(443);
        assertThat(headers.payloadLength).isEqualTo(5);
    }

    /* Columns: flags and offset; fragment, offset in bytes, ports, transport offset, payload length. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "neither,            0000, false,     0, true,  20,  5",
        "do not fragment,    4000, false,     0, true,  20,  5",
        "first,              2000, true,      0, true,  20,  5",
        "middle,             20b9, true,   1480, false, -1, 13",
        "last,               00b9, true,   1480, false, -1, 13",
        "furthest,           1fff, true,  65528, false, -1, 13",
        "reserved bit,       8000, false,     0, true,  20,  5",
    })
    void decodes_fragments(
            String name, String field, boolean fragment, int offset, boolean ports, int transportOffset, int payload) {
        PacketHeaders headers =
                Decoded.decode(LinkType.RAW_IP, "45 00 0021 1c46" + field + "40 11 0000" + ADDRESSES + UDP);

        assertThat(headers.fragment).isEqualTo(fragment);
        assertThat(headers.fragmentOffset).isEqualTo(offset);
        assertThat(headers.ipProto).isEqualTo(17);
        assertThat(headers.hasPorts).isEqualTo(ports);
        assertThat(headers.srcPort).isEqualTo(ports ? 5000 : 0);
        assertThat(headers.transportOffset).isEqualTo(transportOffset);
        assertThat(headers.payloadLength).isEqualTo(payload);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ihl 4,               44000021 1c464000 40110000 0a000002 c0000207 138801bb 000d0000",
        "ihl 0,               40000021 1c464000 40110000 0a000002 c0000207 138801bb 000d0000",
        "19 bytes,            45000021 1c464000 40110000 0a000002 c00002",
        "options cut short,   46000021 1c464000 40110000 0a000002 c0000207 940400",
    })
    void keeps_only_the_ether_type_when_the_header_is_bad(String name, String hex) {
        PacketHeaders expected = new PacketHeaders();
        expected.ethProto = 0x0800;

        assertThat(Decoded.decode(LinkType.RAW_IP, hex))
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    /* Columns: total length; ports, payload length. The capture has 8 bytes of UDP and 5 behind them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exact,                  0021, true,      5",
        "beyond the capture,     05dc, true,      5",
        "cuts the payload,       001e, true,      2",
        "ends with the header,   001c, true,      0",
        "cuts the udp header,    001a, true,      0",
        "leaves the ports,       0018, true,      0",
        "cuts the ports,         0017, false,     0",
        "ends with the ip,       0014, false,     0",
        "below the ip header,    0013, false,     0",
        "smallest,               0001, false,     0",
        "segmentation offload,   0000, true,      5",
    })
    void reads_no_further_than_the_total_length(String name, String totalLength, boolean ports, int payload) {
        PacketHeaders headers =
                Decoded.decode(LinkType.RAW_IP, "4500" + totalLength + "1c464000 40110000" + ADDRESSES + UDP);

        assertThat(headers.ipVersion).isEqualTo(4);
        assertThat(headers.hasPorts).isEqualTo(ports);
        assertThat(headers.payloadLength).isEqualTo(payload);
        assertThat(headers.transportOffset).isEqualTo(20);
    }

    @Test
    void takes_no_port_from_ethernet_padding() {
        PacketHeaders headers = Decoded.decode(
                LinkType.ETHERNET,
                "020000000002 020000000001 0800 45000014 00004000 40060000" + ADDRESSES + "00".repeat(26));

        assertThat(headers.ipProto).isEqualTo(6);
        assertThat(headers.hasPorts).isFalse();
        assertThat(headers.payloadLength).isZero();
    }
}
