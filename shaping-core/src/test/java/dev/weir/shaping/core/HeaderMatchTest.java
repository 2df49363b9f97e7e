package dev.weir.shaping.core;

import static dev.weir.shaping.core.Judged.holds;
import static dev.weir.shaping.match.Matches.dscp;
import static dev.weir.shaping.match.Matches.ecn;
import static dev.weir.shaping.match.Matches.ipHeader;
import static dev.weir.shaping.match.Matches.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.match.Comparison;
import dev.weir.shaping.match.HeaderField;
import dev.weir.shaping.match.Match;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderMatchTest {
    /** Version 4, TOS 0xBA, length 28, id 0x1234, DF, offset 0, TTL 4, protocol 17, checksum 0xABCD, 10.0.0.2 to 192.0.2.7. */
    private static final Frame IPV4 = frame("45ba001c123440000411abcd0a000002c0000207" + "138801bb00080000");
    /** Version 6, traffic class 0xBA, flow label 0x54321, payload length 8, next header 17, hop limit 3. */
    private static final Frame IPV6 = frame("6ba5432100081103" + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002" + "138801bb00080000");
    /** More fragments follow, at offset 3 * 8 bytes, IHL 6. */
    private static final Frame FRAGMENT =
            frame("4600002000002003401100000a000002c0000207" + "01010101" + "0102030405060708");

    private static Frame frame(String hex) {
        return Frame.of(HexFormat.of().parseHex(hex), LinkType.RAW_IP, Direction.OUTGOING);
    }

    @ParameterizedTest
    @CsvSource({
        "VERSION, 4",
        "DSCP, 46",
        "ECN, 2",
        "HEADER_LENGTH, 5",
        "TOTAL_LENGTH, 28",
        "IDENTIFICATION, 4660",
        "FLAGS, 2",
        "DONT_FRAGMENT, 1",
        "MORE_FRAGMENTS, 0",
        "FRAGMENT_OFFSET, 0",
        "TTL, 4",
        "PROTOCOL, 17",
        "CHECKSUM, 43981",
        "SOURCE, 167772162",
        "DESTINATION, 3221225991"
    })
    void reads_the_fields_of_ipv4(HeaderField field, long value) {
        readsOnly(field, value, IPV4);
    }

    @ParameterizedTest
    @CsvSource({
        "VERSION, 6",
        "DSCP, 46",
        "ECN, 2",
        "TRAFFIC_CLASS, 186",
        "FLOW_LABEL, 344865",
        "PAYLOAD_LENGTH, 8",
        "NEXT_HEADER, 17",
        "HOP_LIMIT, 3"
    })
    void reads_the_fields_of_ipv6(HeaderField field, long value) {
        readsOnly(field, value, IPV6);
    }

    private static void readsOnly(HeaderField field, long value, Frame frame) {
        assertThat(holds(ipHeader(field, Comparison.EQUAL, value), frame)).isTrue();
        assertThat(holds(ipHeader(field, Comparison.NOT_EQUAL, value), frame)).isFalse();
    }

    @Test
    void reads_fragments() {
        readsOnly(HeaderField.MORE_FRAGMENTS, 1, FRAGMENT);
        readsOnly(HeaderField.DONT_FRAGMENT, 0, FRAGMENT);
        readsOnly(HeaderField.FRAGMENT_OFFSET, 3, FRAGMENT);
        readsOnly(HeaderField.HEADER_LENGTH, 6, FRAGMENT);
    }

    @Test
    void has_no_field_of_the_other_version() {
        for (HeaderField field : HeaderField.values()) {
            boolean ofBoth = field == HeaderField.VERSION || field == HeaderField.DSCP || field == HeaderField.ECN;
            Match has = ipHeader(field, Comparison.AT_LEAST, 0);
            assertThat(holds(has, IPV4) && holds(has, IPV6)).as("%s", field).isEqualTo(ofBoth);
            assertThat(holds(has, IPV4) || holds(has, IPV6)).as("%s", field).isTrue();
            assertThat(holds(has, Packets.arp("10.0.0.1", "10.0.0.2").outgoing()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EQUAL, 4, true", "EQUAL, 5, false", "NOT_EQUAL, 5, true", "NOT_EQUAL, 0, true", "NOT_EQUAL, 255, true",
        "LESS, 5, true", "LESS, 4, false", "AT_MOST, 4, true", "AT_MOST, 3, false", "GREATER, 3, true",
        "GREATER, 4, false", "AT_LEAST, 4, true", "AT_LEAST, 5, false"
    })
    void compares(Comparison comparison, long value, boolean holds) {
        assertThat(holds(ipHeader(HeaderField.TTL, comparison, value), IPV4)).isEqualTo(holds);
    }

    @Test
    void compares_bits_anywhere_in_the_header() {
        assertThat(holds(ipHeader(6, 2, 0x4000, 0x4000), IPV4)).isTrue();
        assertThat(holds(ipHeader(6, 2, 0x4000, 0x4000), FRAGMENT)).isFalse();
        assertThat(holds(ipHeader(12, 4, 0xFFFF_FFFFL, 0x0A00_0002), IPV4)).isTrue();
        assertThat(holds(ipHeader(16, 4, 0xFF00_0000L, 0xC000_0000L), IPV4)).isTrue();
        assertThat(holds(ipHeader(19, 1, 0x0F, 7), IPV4)).isTrue();
    }

    /** Bytes behind the header are not part of it, nor are words that reach over its end. */
    @Test
    void finds_nothing_beyond_the_header() {
        assertThat(holds(ipHeader(20, 1, 0, 0), IPV4)).isFalse();
        assertThat(holds(ipHeader(18, 4, 0, 0), IPV4)).isFalse();
        assertThat(holds(ipHeader(23, 1, 0xFF, 1), FRAGMENT)).isTrue();
        assertThat(holds(
                        ipHeader(0, 1, 0, 0),
                        Packets.arp("10.0.0.1", "10.0.0.2").outgoing()))
                .isFalse();
    }

    @Test
    void has_short_words_for_common_fields() {
        Frame marked = Packets.udp("10.0.0.2", 1, "192.0.2.7", 2)
                .dscp(Dscp.EF)
                .ecn(1)
                .ttl(4)
                .outgoing();
        assertThat(holds(dscp("46"), marked)).isTrue();
        assertThat(holds(dscp("0-45, 47-63"), marked)).isFalse();
        assertThat(holds(ecn("1, 2"), marked)).isTrue();
        assertThat(holds(ecn("3"), marked)).isFalse();
        assertThat(holds(ttl("0-4"), marked)).isTrue();
        assertThat(holds(ttl("0-4"), IPV6)).isTrue();
        assertThat(holds(ttl("0-2"), IPV6)).isFalse();
        assertThat(holds(ttl("5-255"), marked)).isFalse();
    }
}
