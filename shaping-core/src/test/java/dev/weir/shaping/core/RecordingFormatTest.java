package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.match.Matches.destinationPorts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Direction;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.recording.BlockOutput;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever happened to a file: it replays as recorded, or the error says where it is broken. */
class RecordingFormatTest {
    private static final int HEADER = 10;
    private static final int BLOCK_HEADER = 8;
    private static final RuleSet EMPTY = RuleSet.empty();
    private static final FilterSet FILTERS = FilterSet.of(Filter.ignore("none", destinationPorts("7")));
    private static final Shaper SHAPER = Shaper.builder()
            .rule(
                    "all",
                    (packet, context) ->
                            packet.incoming() ? pass() : custom(Impairment.parse("loss=20 % delay=3 ms jitter=1 ms")))
            .seed(3)
            .build();
    private static final byte[] RECORDING = RecordedRun.bytes(SHAPER, run -> {
        for (int i = 0; i < 6; i++) {
            run.offer(
                    100_000_000L * i,
                    Packets.udp("10.0.0.2", 5_000 + i, "192.0.2.7", 443)
                            .length(60)
                            .outgoing(),
                    i);
        }
        run.refuseNext()
                .offer(
                        700_000_000L,
                        Packets.udp("192.0.2.7", 443, "10.0.0.2", 6_000)
                                .adapter(new Adapter(-12, "eth0", AdapterType.LAN))
                                .incoming(),
                        9)
                .retry(1)
                .offer(
                        800_000_000L,
                        Packets.udp("10.0.0.2", 6_000, "192.0.2.7", 443)
                                .length(60)
                                .adapter(new Adapter(7, "wlan0"))
                                .outgoing())
                .rules(EMPTY)
                .filters(FILTERS)
                .line(Direction.INCOMING, "delay=1 ms")
                .offer(900_000_000L, Packets.arp("10.0.0.2", "10.0.0.1").incoming())
                .late(Direction.INCOMING, 1_500)
                .close(DrainPolicy.DISCARD);
    });

    private static Replay replay(byte[] recording) {
        return RecordedRun.replay(SHAPER, recording).rules(number -> EMPTY).filters(number -> FILTERS);
    }

    @Test
    void is_small_and_whole() throws IOException {
        Replay replay = replay(RECORDING);
        ShapingReport report = replay.run();
        assertThat(report.outgoing().packetsIn()).isEqualTo(7);
        assertThat(report.incoming().packetsIn()).isEqualTo(3);
        assertThat(report.start()).isEqualTo(RecordedRun.START);
        assertThat(replay.inputs()).isEqualTo(8 + 2 + 2 + 7);
        assertThat(RECORDING.length).isLessThan(1_400);
    }

    @Test
    void every_damaged_byte_is_noticed() {
        for (int at = 0; at < RECORDING.length; at++) {
            byte[] damaged = RECORDING.clone();
            damaged[at] = (byte) (damaged[at] ^ 1 << at % 8);
            int place = at;
            assertThatExceptionOfType(RecordingFormatException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> replay(damaged).run())
                    .satisfies(e -> assertThat(e.byteOffset()).isBetween(0L, (long) RECORDING.length))
                    .satisfies(e -> assertThat(e.byteOffset()).isLessThanOrEqualTo(Math.max(HEADER, place)));
        }
    }

    @Test
    void every_cut_is_noticed_and_what_is_there_can_be_run() throws IOException {
        for (int length = 0; length < RECORDING.length; length++) {
            byte[] cut = Arrays.copyOf(RECORDING, length);
            assertThatExceptionOfType(RecordingFormatException.class)
                    .isThrownBy(() -> replay(cut).run())
                    .withMessageMatching(
                            length < 8
                                    ? "recording: byte 0: not a recording of inputs"
                                    : "recording: byte [0-9]+: file ends (in its header|before the recording does)");
            if (length >= firstBlockEnd()) {
                Replay replay = replay(cut).allowTruncated();
                assertThat(replay.run().start()).isEqualTo(RecordedRun.START);
                assertThat(replay.truncated()).isTrue();
            }
        }
    }

    private static int firstBlockEnd() {
        int high = RECORDING[HEADER + 2] & 0xFF;
        return HEADER + BLOCK_HEADER + (high << 8 | RECORDING[HEADER + 3] & 0xFF);
    }

    /** Payloads under right checksums: only the records can tell. */
    @Test
    void nonsense_in_sound_blocks_is_refused_in_order() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int malformed = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] records = records();
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(records.length);
                records[at] = (byte) random.nextInt();
            }
            try {
                replay(blocks(records, random.nextInt(16) == 0 ? random.nextInt(records.length) : records.length))
                        .run();
            } catch (RecordingFormatException e) {
                malformed++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s)(recipe|rules [0-9]+|filters [0-9]+) must be .*");
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("replay differs from the recorded run");
            }
        }
        assertThat(malformed).isGreaterThan(200);
    }

    private static byte[] blocks(byte[] records, int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BlockOutput(out).write(records, length);
        return out.toByteArray();
    }

    /** The payloads of all blocks. */
    private static byte[] records() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = HEADER; at < RECORDING.length; ) {
            int length = (RECORDING[at + 2] & 0xFF) << 8 | RECORDING[at + 3] & 0xFF;
            out.write(RECORDING, at + BLOCK_HEADER, length);
            at += BLOCK_HEADER + length;
        }
        return out.toByteArray();
    }

    @Test
    void says_what_is_wrong_and_where() throws IOException {
        byte[] later = RECORDING.clone();
        later[9] = 4;
        assertThatThrownBy(() -> replay(later).run()).hasMessage("recording: byte 8: version must be 3: 4");
        byte[] records = records();
        assertThatThrownBy(() -> replay(blocks(Arrays.copyOf(records, records.length + 1), records.length + 1))
                        .run())
                .hasMessage("recording: byte " + (HEADER + BLOCK_HEADER + records.length)
                        + ": something follows the last record");
        byte[] odd = {9};
        assertThatThrownBy(() -> replay(blocks(odd, 1)).run())
                .hasMessage("recording: byte 19: recording must begin with its start: record of kind 9");
        assertThatThrownBy(() -> replay("no recording at all".getBytes(UTF_8)).run())
                .hasMessage("recording: byte 0: not a recording of inputs");
    }
}
