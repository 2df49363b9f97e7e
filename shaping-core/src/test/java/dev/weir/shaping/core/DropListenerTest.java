package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.impair.Impairment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who runs an engine hears of each packet that it drops, at once or later. */
class DropListenerTest {
    private final byte[] bytes = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
            .payload(100)
            .outgoing()
            .bytes();
    private final List<String> dropped = new ArrayList<>();

    private EmbeddedShaping shaping(Shaper.Builder builder) {
        return builder.build()
                .embed(Instant.EPOCH, packet -> {})
                .onDrop((packet, reason) -> dropped.add(
                        packet.token() + " " + reason + " at " + packet.releaseNanos() + " of " + packet.length()));
    }

    private void offer(EmbeddedShaping shaping, long token, long nanos) {
        shaping.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, token, nanos);
    }

    @Test
    void hearsOfPacketsDroppedOnEntry() {
        EmbeddedShaping shaping = shaping(Shaper.builder()
                .rule("odd", (packet, context) -> packet.timestampNanos() % 2 == 1 ? Priorities.block() : pass()));
        offer(shaping, 1, 1_000);
        offer(shaping, 2, 1_001);

        assertThat(dropped).containsExactly("2 BLOCKED at 1 of " + bytes.length);
    }

    @Test
    void hearsOfPacketsDroppedLater() {
        EmbeddedShaping shaping = shaping(Shaper.builder()
                .rule("slow", (packet, context) -> Priorities.delay(10))
                .upload(Impairment.parse("loss=100 %")));
        offer(shaping, 1, 0);
        assertThat(dropped).isEmpty();

        shaping.poll(20_000_000);

        assertThat(dropped).containsExactly("1 LOSS at 10000000 of " + bytes.length);
    }
}
