package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.LinkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkLayerTest {
    private static final String MACS = "0200000000b2 48e7da0dc4c9";
    private static final String IPV4 = "45000021 1c464000 40110000 0a000002 c0000207 138801bb 000d0000 68656c6c6f";
    private static final String IPV6 = "6eb12345 000d113f fd000000000000000000000000000002"
            + "20010db8000000000000000000000007 138801bb 000d0000 68656c6c6f";
    private static final String ARP = "00010800 06040001 48e7da0dc4c9 0a000002 000000000000 0a000001";

    /* Columns: what follows the MAC addresses; EtherType, VLAN id, IP version, where the IP header starts. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ethernet ii,             0800 $4,                                0x0800,   -1, 4, 14",
        "ipv6,                    86dd $6,                                0x86DD,   -1, 6, 14",
        "arp,                     0806 $A,                                0x0806,   -1, 0, -1",
        "lldp,                    88cc 0207,                              0x88CC,   -1, 0, -1",
        "mpls is not opened,      8847 000641ff $4,                       0x8847,   -1, 0, -1",
        "pppoe is not opened,     8864 11000001 0023 0021 $4,             0x8864,   -1, 0, -1",
        "lowest ethertype,        0600 $4,                                0x0600,   -1, 0, -1",
        "no payload,              0800,                                   0x0800,   -1, 0, -1",
        "802.1q,                  8100 0064 0800 $4,                      0x0800,  100, 4, 18",
        "802.1q priority bits,    8100 bfff 86dd $6,                      0x86DD, 4095, 6, 18",
        "802.1q priority tag,     8100 e000 0806 $A,                      0x0806,    0, 0, -1",
        "802.1ad outermost wins,  88a8 0007 8100 0064 0800 $4,            0x0800,    7, 4, 22",
        "9100 twice,              9100 0009 9100 0008 cafe 00,            0xCAFE,    9, 0, -1",
        "8 tags,                  $T $T $T $T $T $T $T $T 0800 $4,        0x0800,    3, 4, 46",
        "9 tags,                  $T $T $T $T $T $T $T $T $T 0800 $4,     0x0000,    3, 0, -1",
        "tag cut short,           8100 0064 08,                           0x0000,   -1, 0, -1",
        "second tag cut short,    88a8 0007 8100 0064 08,                 0x0000,    7, 0, -1",
        "802.3 spanning tree,     0026 424203 0000000000 00000000000000,  0x0000,   -1, 0, -1",
        "802.3 snap ipv4,         0029 aaaa03 000000 0800 $4,             0x0800,   -1, 4, 22",
        "802.3 snap arp,          0024 aaaa03 000000 0806 $A,             0x0806,   -1, 0, -1",
        "802.3 snap of cisco,     0029 aaaa03 00000c 0800 $4,             0x0000,   -1, 0, -1",
        "802.3 snap low type,     0029 aaaa03 000000 0026 $4,             0x0000,   -1, 0, -1",
        "802.3 not snap,          0029 aaab03 000000 0800 $4,             0x0000,   -1, 0, -1",
        "802.3 snap control,      0029 aaaa13 000000 0800 $4,             0x0000,   -1, 0, -1",
        "802.3 length below snap, 0007 aaaa03 000000 0800 $4,             0x0000,   -1, 0, -1",
        "802.3 snap cut short,    0029 aaaa03 000000 08,                  0x0000,   -1, 0, -1",
        "802.3 snap behind a tag, 8100 0064 0029 aaaa03 000000 0800 $4,   0x0800,  100, 4, 26",
        "802.3 longest length,    05ff aaab03 000000 0800 $4,             0x0000,   -1, 0, -1",
        "loop below 0x0600,       0060 aaaa03 000000 0800 $4,             0x0060,   -1, 0, -1",
        "echo below 0x0600,       0200 aaaa03 000000 0800 $4,             0x0200,   -1, 0, -1",
        "ipv4 type but ipv6,      0800 $6,                                0x0800,   -1, 0, -1",
        "ipv6 type but ipv4,      86dd $4 $4,                             0x86DD,   -1, 0, -1",
    })
    void decodes_ethernet(String name, String rest, int ethProto, int vlanId, int ipVersion, int ipHeaderOffset) {
        PacketHeaders headers = Decoded.decode(LinkType.ETHERNET, MACS + expanded(rest));

        assertThat(headers.dstMac).as("dstMac").isEqualTo(0x0200_0000_00B2L);
        assertThat(headers.srcMac).as("srcMac").isEqualTo(0x48E7_DA0D_C4C9L);
        assertThat(headers.ethProto).as("ethProto").isEqualTo(ethProto);
        assertThat(headers.vlanId).as("vlanId").isEqualTo(vlanId);
        assertIp(headers, ipVersion, ipHeaderOffset);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "raw ipv4,                 RAW_IP,        $4,                                          0x0800,  -1, 4,  0",
        "raw ipv6,                 RAW_IP,        $6,                                          0x86DD,  -1, 6,  0",
        "raw version 5,            RAW_IP,        55000021 $4,                                 0x0000,  -1, 0, -1",
        "raw ipv4 cut short,       RAW_IP,        45,                                          0x0800,  -1, 0, -1",
        "raw empty,                RAW_IP,        '',                                          0x0000,  -1, 0, -1",
        "null ipv4 little endian,  NULL_LOOPBACK, 02000000 $4,                                 0x0800,  -1, 4,  4",
        "null ipv4 big endian,     NULL_LOOPBACK, 00000002 $4,                                 0x0800,  -1, 4,  4",
        "null ipv6 linux,          NULL_LOOPBACK, 0a000000 $6,                                 0x86DD,  -1, 6,  4",
        "null ipv6 netbsd,         NULL_LOOPBACK, 18000000 $6,                                 0x86DD,  -1, 6,  4",
        "null ipv6 freebsd,        NULL_LOOPBACK, 1c000000 $6,                                 0x86DD,  -1, 6,  4",
        "null ipv6 macos,          NULL_LOOPBACK, 1e000000 $6,                                 0x86DD,  -1, 6,  4",
        "null ipv6 big endian,     NULL_LOOPBACK, 0000001e $6,                                 0x86DD,  -1, 6,  4",
        "null other family,        NULL_LOOPBACK, 07000000 $4,                                 0x0000,  -1, 0, -1",
        "null wrong version,       NULL_LOOPBACK, 02000000 $6,                                 0x0800,  -1, 0, -1",
        "null cut short,           NULL_LOOPBACK, 020000,                                      0x0000,  -1, 0, -1",
        "loop ipv4,                LOOP,          00000002 $4,                                 0x0800,  -1, 4,  4",
        "loop ipv6,                LOOP,          00000018 $6,                                 0x86DD,  -1, 6,  4",
        "loop little endian,       LOOP,          02000000 $4,                                 0x0000,  -1, 0, -1",
        "cooked ipv4,              LINUX_SLL,     0000 0001 0006 48e7da0dc4c90000 0800 $4,     0x0800,  -1, 4, 16",
        "cooked ipv6 loopback,     LINUX_SLL,     0000 0304 0006 0000000000000000 86dd $6,     0x86DD,  -1, 6, 16",
        "cooked arp,               LINUX_SLL,     0001 0001 0006 48e7da0dc4c90000 0806 $A,     0x0806,  -1, 0, -1",
        "cooked vlan,              LINUX_SLL,     0000 0001 0006 48e7da0dc4c90000 $T 0800 $4,  0x0800,   3, 4, 20",
        "cooked 802.2 snap,        LINUX_SLL,     0000 0001 0006 48e7da0dc4c90000 0004 aaaa03 000000 0800 $4,"
                + "                                                                             0x0800,  -1, 4, 24",
        "cooked 802.2 other,       LINUX_SLL,     0000 0001 0006 48e7da0dc4c90000 0004 424203, 0x0000,  -1, 0, -1",
        "cooked novell 802.3,      LINUX_SLL,     0000 0001 0006 48e7da0dc4c90000 0001 ffff,   0x0000,  -1, 0, -1",
        "cooked can,               LINUX_SLL,     0000 0118 0000 0000000000000000 000c 00,     0x0000,  -1, 0, -1",
        "cooked netlink family,    LINUX_SLL,     0004 0338 0000 0000000000000000 0800 $4,     0x0000,  -1, 0, -1",
        "cooked radiotap,          LINUX_SLL,     0000 0323 0006 48e7da0dc4c90000 0800 $4,     0x0000,  -1, 0, -1",
        "cooked frame relay,       LINUX_SLL,     0000 0302 0000 0000000000000000 0800 $4,     0x0000,  -1, 0, -1",
        "cooked cut short,         LINUX_SLL,     0000 0001 0006 48e7da0dc4c90000 08,          0x0000,  -1, 0, -1",
        "cooked 2 ipv4,            LINUX_SLL2,    0800 0000 00000002 0001 00 06 48e7da0dc4c90000 $4,"
                + "                                                                             0x0800,  -1, 4, 20",
        "cooked 2 ipv6,            LINUX_SLL2,    86dd 0000 00000002 0001 04 06 48e7da0dc4c90000 $6,"
                + "                                                                             0x86DD,  -1, 6, 20",
        "cooked 2 netlink family,  LINUX_SLL2,    0800 0000 00000002 0338 04 00 0000000000000000 $4,"
                + "                                                                             0x0000,  -1, 0, -1",
        "cooked 2 cut short,       LINUX_SLL2,    0800 0000 00000002 0001 00 06 48e7da0dc4c900,"
                + "                                                                             0x0000,  -1, 0, -1",
        "unknown,                  UNKNOWN,       $4,                                          0x0000,  -1, 0, -1",
    })
    void decodes_other_link_types(
            String name, LinkType linkType, String hex, int ethProto, int vlanId, int ipVersion, int ipHeaderOffset) {
        PacketHeaders headers = Decoded.decode(linkType, expanded(hex));

        assertThat(headers.dstMac).as("dstMac").isEqualTo(-1);
        assertThat(headers.srcMac).as("srcMac").isEqualTo(-1);
        assertThat(headers.ethProto).as("ethProto").isEqualTo(ethProto);
        assertThat(headers.vlanId).as("vlanId").isEqualTo(vlanId);
        assertIp(headers, ipVersion, ipHeaderOffset);
    }

    @Test
    void knows_nothing_when_the_ethernet_header_is_cut_short() {
        PacketHeaders headers = Decoded.decode(LinkType.ETHERNET, MACS + "08");

        assertThat(headers).usingRecursiveComparison().isEqualTo(new PacketHeaders());
    }

    @Test
    void forgets_the_packet_before() {
        PacketHeaders headers = new PacketHeaders();
        byte[] tagged = Decoded.bytes(MACS + "81000064 86dd" + IPV6);
        HeaderDecoder.decode(tagged, 0, tagged.length, LinkType.ETHERNET, headers);

        HeaderDecoder.decode(tagged, 0, tagged.length, LinkType.UNKNOWN, headers);

        assertThat(headers).usingRecursiveComparison().isEqualTo(new PacketHeaders());
    }

    @Test
    void rejects_a_range_outside_the_array() {
        PacketHeaders headers = new PacketHeaders();

        assertThatThrownBy(() -> HeaderDecoder.decode(new byte[60], 1, 60, LinkType.ETHERNET, headers))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertIp(PacketHeaders headers, int ipVersion, int ipHeaderOffset) {
        assertThat(headers.ipVersion).as("ipVersion").isEqualTo(ipVersion);
        assertThat(headers.ipHeaderOffset).as("ipHeaderOffset").isEqualTo(ipHeaderOffset);
        assertThat(headers.ipProto).as("ipProto").isEqualTo(ipVersion == 0 ? -1 : 17);
        assertThat(headers.hasPorts).as("hasPorts").isEqualTo(ipVersion != 0);
        assertThat(headers.srcPort).as("srcPort").isEqualTo(ipVersion == 0 ? 0 : 5000);
        assertThat(headers.dstPort).as("dstPort").isEqualTo(ipVersion == 0 ? 0 : 443);
    }

    private static String expanded(String hex) {
        return hex.replace("$4", IPV4).replace("$6", IPV6).replace("$A", ARP).replace("$T", "8100 2003");
    }
}
