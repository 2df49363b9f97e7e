package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RewritingFuzzTest {
    private static final int PACKETS = 500_000;
    private static final int MARGIN = 64;

    private final byte[] array = new byte[2 * MARGIN + 512];
    private final PacketHeaders headers = new PacketHeaders();

    @Test
    void rewrites_damaged_packets_in_place_and_leaves_the_rest_alone() {
        FuzzedPackets packets = new FuzzedPackets(47);
        int rewritten = 0;
        int written = 0;
        for (int i = 0; i < PACKETS; i++) {
            Sample sample = packets.next();
            rewritten += rewrites(sample, i & 63) ? 1 : 0;
            written += writesChecksums(sample) ? 1 : 0;
        }
        assertThat(rewritten).isGreaterThan(PACKETS / 3);
        assertThat(written).isGreaterThan(PACKETS / 20);
    }

    private boolean rewrites(Sample sample, int dscp) {
        place(sample);
        PacketHeaders before = Decoded.decode(sample.linkType(), sample.bytes());
        boolean valid = Checksums.verifyIpv4Header(array, MARGIN, headers);

        boolean rewritten = DscpRewriter.rewrite(array, MARGIN, headers, dscp);

        check(sample, rewritten == (before.ipVersion != 0));
        check(sample, valid == Checksums.verifyIpv4Header(array, MARGIN, headers));
        before.tos = rewritten ? dscp << 2 | before.tos & 3 : before.tos;
        check(sample, Arrays.equals(Decoded.fields(headers), Decoded.fields(before)));
        decode(sample);
        check(sample, Arrays.equals(Decoded.fields(headers), Decoded.fields(before)));
        return rewritten;
    }

    private boolean writesChecksums(Sample sample) {
        int length = sample.bytes().length;
        place(sample);

        boolean ipv4 = Checksums.writeIpv4Header(array, MARGIN, headers);
        boolean transport = Checksums.writeTransport(array, MARGIN, length, headers);

        check(sample, ipv4 == Checksums.verifyIpv4Header(array, MARGIN, headers));
        check(sample, transport == Checksums.verifyTransport(array, MARGIN, length, headers));
        check(sample, !transport || !headers.fragment);
        check(sample, transport || ipv4 || Arrays.equals(array, MARGIN, MARGIN + length, sample.bytes(), 0, length));
        return transport;
    }

    private void place(Sample sample) {
        Arrays.fill(array, (byte) 0xA5);
        System.arraycopy(sample.bytes(), 0, array, MARGIN, sample.bytes().length);
        decode(sample);
    }

    private void decode(Sample sample) {
        HeaderDecoder.decode(array, MARGIN, sample.bytes().length, sample.linkType(), headers);
    }

    private void check(Sample sample, boolean condition) {
        if (!condition || !marginsAreUntouched(MARGIN + sample.bytes().length)) {
            assertThat(headers).as("%s", sample).isNull();
        }
    }

    private boolean marginsAreUntouched(int end) {
        for (int i = 0; i < MARGIN; i++) {
            if (array[i] != (byte) 0xA5 || array[end + i] != (byte) 0xA5) {
                return false;
            }
        }
        return true;
    }
}
