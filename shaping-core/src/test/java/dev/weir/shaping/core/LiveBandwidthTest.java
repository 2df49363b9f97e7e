package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveBandwidthTest {
    private static final Adapter RADIO = new Adapter(7, "wlan0");

    @Test
    void is_found_out_by_direction_and_adapter() throws InterruptedException {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder()
                .settings(Settings.builder()
                        .detection(new BandwidthDetection(0.8, Duration.ofMinutes(60)))
                        .build())
                .detectCapacity(RADIO.id())
                .build()
                .start(backend);
        assertThat(live.detectedBandwidth(Direction.OUTGOING)).isNull();
        PacketIntake radio = backend.session().intake(SourceKind.LOSSLESS, RADIO);
        PacketIntake other = backend.session().intake(SourceKind.LOSSLESS);
        long rounds = 0;
        while (live.detectedBandwidth(Direction.OUTGOING) == null) {
            rounds++;
            QueueBackend.offer(radio, rounds);
            QueueBackend.offer(other, rounds);
            QueueBackend.offer(other, rounds);
            Thread.sleep(10);
        }
        long bytes = QueueBackend.PACKET_BYTES;
        assertThat(perSecond(live.detectedBandwidth(Direction.OUTGOING))).isBetween(2 * bytes, 2 * rounds * bytes);
        assertThat(perSecond(live.detectedBandwidth(RADIO.id(), Direction.OUTGOING)))
                .isBetween(bytes, rounds * bytes);
        assertThat(live.detectedBandwidth(RADIO.id(), Direction.INCOMING)).isNull();
        assertThat(live.detectedBandwidth(8, Direction.OUTGOING)).isNull();
        live.close();
        assertThat(live.detectedBandwidth(Direction.OUTGOING)).isNotNull();
    }

    private static long perSecond(@Nullable Rate rate) {
        return Objects.requireNonNull(rate).bytesPerSecond();
    }
}
