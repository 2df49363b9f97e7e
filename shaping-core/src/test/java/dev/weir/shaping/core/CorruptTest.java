package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.Checksums;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of which a bit is changed. */
class CorruptTest {
    private static final int PACKETS = 40_000;
    private static final int HEADERS = 14 + 20 + 8;

    private final byte[] bytes = LossRun.bytes(1);
    private final List<byte[]> left = new ArrayList<>();

    private void run(Simulation simulation, int packets, byte[] frame) {
        simulation.onRelease(packet -> left.add(packet.copyBytes()));
        for (int i = 0; i < packets; i++) {
            simulation.offer(i * 1_000L, frame, 0, frame.length, frame.length, LinkType.ETHERNET, OUTGOING, i);
        }
        simulation.runToIdle();
    }

    /** The place of the only bit in which two packets differ, or -1 if there is none. */
    private static int changed(byte[] before, byte[] after) {
        assertThat(after).hasSameSizeAs(before);
        int place = -1;
        for (int i = 0; i < 8 * before.length; i++) {
            if (((before[i / 8] ^ after[i / 8]) >> i % 8 & 1) != 0) {
                assertThat(place).isEqualTo(-1);
                place = i;
            }
        }
        return place;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changes_one_bit_anywhere_of_a_share(boolean ruled) {
        Impairment impairment = Impairment.parse("corrupt=25 %");
        run(ruled ? LossRun.ruled(impairment) : LossRun.lined(impairment), PACKETS, bytes);
        int[] perByte = new int[bytes.length];
        int[] perBit = new int[8];
        int count = 0;
        for (byte[] packet : left) {
            int place = changed(bytes, packet);
            if (place >= 0) {
                count++;
                perByte[place / 8]++;
                perBit[place % 8]++;
            }
        }
        assertThat((double) count / PACKETS).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / PACKETS)));
        double byteMean = (double) count / bytes.length;
        for (int each : perByte) {
            assertThat((double) each).isCloseTo(byteMean, within(5 * Math.sqrt(byteMean)));
        }
        for (int each : perBit) {
            assertThat((double) each).isCloseTo(count / 8.0, within(5 * Math.sqrt(count / 8.0)));
        }
    }

    @Test
    void spares_headers_if_told() {
        run(LossRun.ruled(Impairment.parse("corrupt=100 % of the payload")), 5_000, bytes);
        assertThat(left).hasSize(5_000).allSatisfy(packet -> assertThat(changed(bytes, packet))
                .isGreaterThanOrEqualTo(8 * HEADERS));
        assertThat(left.stream().mapToInt(packet -> changed(bytes, packet) / 8).min())
                .hasValue(HEADERS);
    }

    @Test
    void leaves_a_packet_without_payload() {
        byte[] ack = Packets.tcp("10.0.0.2", 1, "192.0.2.7", 2).outgoing().bytes();
        run(LossRun.ruled(Impairment.parse("corrupt=100 % of the payload")), 10, ack);
        assertThat(left).hasSize(10).allSatisfy(packet -> assertThat(packet).isEqualTo(ack));
    }

    private static boolean whole(byte[] packet) {
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(packet, 0, packet.length, LinkType.ETHERNET, headers);
        return Checksums.verifyIpv4Header(packet, 0, headers)
                && Checksums.verifyTransport(packet, 0, packet.length, headers);
    }

    @Test
    void breaks_the_checksum_unless_it_is_repaired() {
        assertThat(whole(bytes)).isTrue();
        run(LossRun.ruled(Impairment.parse("corrupt=100 % of the payload")), 1_000, bytes);
        assertThat(left).noneMatch(CorruptTest::whole);
        left.clear();
        run(LossRun.ruled(Impairment.parse("corrupt=100 % of the payload with repaired checksums")), 1_000, bytes);
        assertThat(left).hasSize(1_000).allMatch(CorruptTest::whole).noneMatch(packet -> Arrays.equals(packet, bytes));
    }

    @Test
    void draws_by_packet() {
        run(LossRun.ruled(Impairment.parse("corrupt=30 %")), 500, bytes);
        List<byte[]> alone = List.copyOf(left);
        left.clear();
        run(LossRun.ruled(Impairment.parse("corrupt=30 % loss=packets(1-100)")), 500, bytes);
        assertThat(left).hasSize(400);
        for (int i = 0; i < 400; i++) {
            assertThat(left.get(i)).isEqualTo(alone.get(i + 100));
        }
    }

    @Test
    void drops_a_piece_of_a_stream() {
        Simulation simulation = LossRun.lined(Impairment.parse("corrupt=100 %"));
        simulation.offerLossless(
                Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).length(100).outgoing());
        assertThat(simulation.runToIdle().outgoing().drops())
                .containsExactly(new DropReport(DropReason.CORRUPTED, 1, 100));
    }

    @Test
    void spares_headers_that_are_made_up() {
        EmbeddedShaping shaping = Shaper.builder()
                .upload(Impairment.parse("corrupt=100 %"))
                .build()
                .embed(Instant.EPOCH, packet -> left.add(packet.copyBytes()))
                .headersMadeUp();
        for (int i = 0; i < 1_000; i++) {
            shaping.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, i, i);
        }
        assertThat(left).hasSize(1_000).allSatisfy(packet -> assertThat(changed(bytes, packet))
                .isGreaterThanOrEqualTo(8 * HEADERS));
    }

    @Test
    void lines_begin_and_cease_to_corrupt() {
        Simulation simulation = LossRun.lined(Impairment.NONE);
        simulation.line(Duration.ofNanos(1_500), OUTGOING, Impairment.parse("corrupt=100 %"));
        simulation.line(Duration.ofNanos(3_500), OUTGOING, Impairment.NONE);
        run(simulation, 6, bytes);
        assertThat(left.stream().map(packet -> changed(bytes, packet) >= 0))
                .containsExactly(false, false, true, true, false, false);
    }
}
