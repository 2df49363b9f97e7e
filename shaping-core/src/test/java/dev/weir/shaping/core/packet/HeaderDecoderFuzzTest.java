package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderDecoderFuzzTest {
    private static final int PACKETS = 1_000_000;
    private static final int MARGIN = 80;

    @Test
    void agrees_with_a_naive_decoder_on_valid_packets() {
        for (Sample sample : SamplePackets.all()) {
            assertThat(Decoded.decode(sample.linkType(), sample.bytes()))
                    .as("%s", sample)
                    .usingRecursiveComparison()
                    .isEqualTo(NaiveDecoder.decode(sample.bytes(), sample.linkType()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {42, 43})
    void agrees_with_a_naive_decoder_on_damaged_packets(long seed) {
        FuzzedPackets packets = new FuzzedPackets(seed);
        PacketHeaders headers = new PacketHeaders();
        int[] seen = new int[5];
        for (int i = 0; i < PACKETS; i++) {
            Sample sample = packets.next();
            byte[] bytes = sample.bytes();
            HeaderDecoder.decode(bytes, 0, bytes.length, sample.linkType(), headers);
            PacketHeaders expected = NaiveDecoder.decode(bytes, sample.linkType());

            if (!Arrays.equals(Decoded.fields(headers), Decoded.fields(expected))) {
                assertThat(headers)
                        .as("packet %d of seed %d: %s", i, seed, sample)
                        .usingRecursiveComparison()
                        .isEqualTo(expected);
            }
            seen[headers.ipVersion / 2]++;
            seen[1] += headers.hasPorts ? 1 : 0;
            seen[4] += headers.fragment ? 1 : 0;
        }
        assertThat(Arrays.stream(seen).min().orElseThrow())
                .as("packets not ip, with ports, ipv4, ipv6, fragments: %s", Arrays.toString(seen))
                .isGreaterThan(PACKETS / 20);
    }

    @Test
    void reads_nothing_outside_the_captured_bytes() {
        FuzzedPackets packets = new FuzzedPackets(44);
        PacketHeaders headers = new PacketHeaders();
        byte[] array = new byte[2 * MARGIN + 1024];
        for (int i = 0; i < PACKETS; i++) {
            Sample sample = packets.next();
            byte[] bytes = sample.bytes();
            HeaderDecoder.decode(bytes, 0, bytes.length, sample.linkType(), headers);
            long[] alone = Decoded.fields(headers);
            for (int poison : new int[] {0x00, 0x06, 0xFF}) {
                long[] surrounded = decodeAmong(poison, array, sample, headers);
                if (!Arrays.equals(surrounded, alone)) {
                    assertThat(surrounded)
                            .as("packet %d among 0x%02x: %s", i, poison, sample)
                            .isEqualTo(alone);
                }
            }
        }
    }

    private static long[] decodeAmong(int poison, byte[] array, Sample sample, PacketHeaders headers) {
        byte[] bytes = sample.bytes();
        Arrays.fill(array, 0, MARGIN, (byte) poison);
        System.arraycopy(bytes, 0, array, MARGIN, bytes.length);
        Arrays.fill(array, MARGIN + bytes.length, 2 * MARGIN + bytes.length, (byte) poison);
        HeaderDecoder.decode(array, MARGIN, bytes.length, sample.linkType(), headers);
        return Decoded.fields(headers);
    }

    @Test
    void agrees_with_the_shorter_way_to_the_source() {
        FuzzedPackets packets = new FuzzedPackets(46);
        PacketHeaders headers = new PacketHeaders();
        PacketSource source = new PacketSource();
        for (int i = 0; i < PACKETS; i++) {
            Sample sample = packets.next();
            int captured = sample.bytes().length;
            HeaderDecoder.decode(sample.bytes(), 0, captured, sample.linkType(), headers);
            source.read(sample.bytes(), 0, captured, sample.linkType());

            boolean arp = headers.arpSender >= 0;
            if (source.version() != (arp ? 4 : headers.ipVersion)
                    || source.high() != headers.srcHigh
                    || source.low() != (arp ? headers.arpSender : headers.srcLow)
                    || source.mac() != headers.srcMac) {
                assertThat(headers).as("packet %d: %s", i, sample).isNull();
            }
        }
    }

    @Test
    void stays_within_the_documented_ranges() {
        FuzzedPackets packets = new FuzzedPackets(45);
        PacketHeaders headers = new PacketHeaders();
        for (int i = 0; i < PACKETS; i++) {
            Sample sample = packets.next();
            int captured = sample.bytes().length;
            HeaderDecoder.decode(sample.bytes(), 0, captured, sample.linkType(), headers);

            if (!isConsistent(headers, sample.linkType(), captured)) {
                assertThat(headers).as("packet %d: %s", i, sample).isNull();
            }
        }
    }

    private static boolean isConsistent(PacketHeaders headers, LinkType linkType, int captured) {
        return within(headers.ethProto, 0, 0xFFFF)
                && within(headers.vlanId, -1, 0xFFF)
                && within(headers.srcMac, -1, 0xFFFF_FFFF_FFFFL)
                && within(headers.dstMac, -1, 0xFFFF_FFFF_FFFFL)
                && (headers.srcMac < 0) == (headers.dstMac < 0)
                && within(headers.arpSender, -1, headers.ethProto == 0x0806 ? 0xFFFF_FFFFL : -1)
                && (headers.srcMac < 0 || linkType == LinkType.ETHERNET)
                && (headers.ipVersion == 0 ? isUnknown(headers) : isConsistentIp(headers, captured))
                && isConsistentTransport(headers, captured);
    }

    private static boolean isUnknown(PacketHeaders headers) {
        PacketHeaders expected = new PacketHeaders();
        expected.ethProto = headers.ethProto;
        expected.vlanId = headers.vlanId;
        expected.srcMac = headers.srcMac;
        expected.dstMac = headers.dstMac;
        expected.arpSender = headers.arpSender;
        return headers.dscp() == -1
                && headers.ecn() == -1
                && Arrays.equals(Decoded.fields(headers), Decoded.fields(expected));
    }

    private static boolean isConsistentIp(PacketHeaders headers, int captured) {
        boolean ipv4 = headers.ipVersion == 4;
        return (ipv4 || headers.ipVersion == 6)
                && headers.ethProto == (ipv4 ? 0x0800 : 0x86DD)
                && within(headers.ipHeaderLength, ipv4 ? 20 : 40, ipv4 ? 60 : 40)
                && within(headers.ipHeaderOffset, 0, captured - headers.ipHeaderLength)
                && within(headers.ipNextHeader, 0, 255)
                && within(headers.ipProto, 0, 255)
                && within(headers.ttl, 0, 255)
                && within(headers.tos, 0, 255)
                && within(headers.dscp(), 0, 63)
                && within(headers.ecn(), 0, 3)
                && (!ipv4 || within(headers.srcLow, 0, 0xFFFF_FFFFL) && headers.srcHigh == 0)
                && (!ipv4 || within(headers.dstLow, 0, 0xFFFF_FFFFL) && headers.dstHigh == 0);
    }

    private static boolean isConsistentTransport(PacketHeaders headers, int captured) {
        return within(headers.fragmentOffset, 0, headers.fragment ? 65528 : 0)
                && headers.fragmentOffset % 8 == 0
                && (headers.fragmentOffset == 0 || headers.transportOffset == -1)
                && within(headers.transportOffset, -1, captured)
                && (headers.transportOffset == -1
                        || headers.transportOffset >= headers.ipHeaderOffset + headers.ipHeaderLength)
                && (!headers.hasPorts || within(headers.transportOffset, 0, captured - 4))
                && within(headers.srcPort, 0, headers.hasPorts ? 0xFFFF : 0)
                && within(headers.dstPort, 0, headers.hasPorts ? 0xFFFF : 0)
                && within(headers.tcpFlags, 0, headers.hasPorts && headers.ipProto == 6 ? 0xFF : 0)
                && within(headers.payloadLength, 0, 0xFFFF);
    }

    private static boolean within(long value, long min, long max) {
        return min <= value && value <= max;
    }
}
