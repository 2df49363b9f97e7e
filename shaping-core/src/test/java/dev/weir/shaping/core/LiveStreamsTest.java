package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.quota;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The streams of a live run are read from another thread while it goes on, and after its end. */
@Timeout(60)
class LiveStreamsTest {
    @Test
    void are_read_while_it_goes_on() {
        Quota blocking =
                Quota.of("2 kB").per(QuotaPeriod.of(Duration.ofDays(30))).thenBlock();
        SilentBackend backend = new SilentBackend();
        List<StreamStats> atEnd;
        try (LiveShaping live = Shaper.builder()
                .rule("users", (packet, context) -> quota(blocking).perStream(Tracking.SOURCE_IP))
                .build()
                .start(backend)) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSY);
            byte[] bytes = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                    .length(1_000)
                    .outgoing()
                    .bytes();
            for (int i = 0; i < 3; i++) {
                assertThat(intake.offer(bytes, 0, 1_000, 1_000, LinkType.ETHERNET, Direction.OUTGOING, i))
                        .isEqualTo(Admission.ACCEPTED);
            }
            while (live.streams().stream().noneMatch(stream -> stream.outgoing().packetsDropped() == 1)) {
                LockSupport.parkNanos(1_000_000);
            }
            atEnd = live.streams();
        }
        assertThat(atEnd).singleElement().satisfies(stream -> {
            assertThat(stream.key()).isEqualTo("10.0.0.2");
            assertThat(stream.outgoing()).isEqualTo(new StreamTraffic(3, 3_000, 2, 2_000, 1, 1_000));
            assertThat(stream.quota()).isEqualTo(new QuotaUse(0, 2_000, true, Duration.ofDays(30)));
        });
    }
}
