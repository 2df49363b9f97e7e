package dev.weir.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedCaptureTest {
    private static final Path FOLDER = Path.of("../examples/src/main/resources/dev/weir/examples");

    @Test
    void reads_the_recording_as_its_note_describes_it() throws IOException {
        try (CaptureReader reader = CaptureReader.open(FOLDER.resolve("sample.pcap"))) {
            long first = 0;
            long bytes = 0;
            int shortest = Integer.MAX_VALUE;
            int longest = 0;
            while (reader.next()) {
                first = reader.number() == 1 ? reader.timestampNanos() : first;
                bytes += reader.length();
                shortest = Math.min(shortest, reader.length());
                longest = Math.max(longest, reader.length());
                assertThat(reader.capturedLength()).isEqualTo(reader.length());
                assertThat(reader.linkType()).isEqualTo(LinkType.ETHERNET);
            }
            assertThat(reader.number()).isEqualTo(1_328);
            assertThat(bytes).isEqualTo(1_146_284);
            assertThat(Instant.ofEpochSecond(0, first)).isEqualTo("2026-11-23T03:14:44.097066625Z");
            assertThat(reader.timestampNanos() - first).isEqualTo(10_997_561_125L);
            assertThat(shortest).isEqualTo(42);
            assertThat(longest).isEqualTo(1_514);
            assertThat(reader.bytesRead()).isEqualTo(reader.size()).isEqualTo(1_167_556);
        }
    }

    @Test
    void reads_the_excerpt_like_the_start_of_the_recording() throws IOException {
        try (CaptureReader whole = CaptureReader.open(FOLDER.resolve("sample.pcap"));
                CaptureReader excerpt = CaptureReader.open(FOLDER.resolve("excerpt.pcapng"))) {
            while (excerpt.next()) {
                assertThat(whole.next()).isTrue();
                assertThat(List.of(excerpt.timestampNanos(), excerpt.length(), excerpt.linkTypeCode()))
                        .isEqualTo(List.of(whole.timestampNanos(), whole.length(), whole.linkTypeCode()));
                assertThat(Readers.captured(excerpt)).isEqualTo(Readers.captured(whole));
            }
            assertThat(excerpt.number()).isEqualTo(126);
            assertThat(excerpt.format()).isEqualTo(CaptureFormat.PCAPNG);
        }
    }
}
