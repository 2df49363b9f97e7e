package dev.weir.shaping.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteLaneTest {
    private static boolean offer(ByteLane lane, byte[] bytes, long token) {
        Direction direction = (token & 1) == 0 ? Direction.INCOMING : Direction.OUTGOING;
        return lane.offer(bytes, 0, bytes.length, bytes.length + 5, LinkType.LINUX_SLL2, direction, token);
    }

    private static void take(ByteLane lane, byte[] bytes, long token) {
        int place = lane.peek();
        assertThat(place).isNotNegative();
        assertThat(lane.token(place)).isEqualTo(token);
        assertThat(lane.length(place)).isEqualTo(bytes.length + 5);
        assertThat(lane.linkType(place)).isEqualTo(LinkType.LINUX_SLL2);
        assertThat(lane.direction(place)).isEqualTo((token & 1) == 0 ? Direction.INCOMING : Direction.OUTGOING);
        int from = place + ByteLane.HEADER_BYTES;
        assertThat(Arrays.copyOfRange(lane.ring(), from, from + lane.captured(place)))
                .isEqualTo(bytes);
        lane.take(place);
    }

    @Test
    void gives_back_what_a_queue_would() {
        Random random = new Random(7);
        ByteLane lane = new ByteLane(1_024);
        ArrayDeque<byte[]> model = new ArrayDeque<>();
        long in = 0;
        long out = 0;
        for (int step = 0; step < 100_000; step++) {
            byte[] bytes = new byte[random.nextInt(480)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && offer(lane, bytes, in)) {
                model.add(bytes);
                in++;
            } else if (!model.isEmpty()) {
                take(lane, model.remove(), out++);
            } else {
                assertThat(lane.peek()).isNegative();
            }
        }
        assertThat(in).isGreaterThan(30_000);
    }

    @Test
    void takes_half_its_size_wherever_it_stands_and_no_more() {
        ByteLane lane = new ByteLane(256);
        byte[] most = new byte[128 - ByteLane.HEADER_BYTES];
        assertThat(offer(lane, new byte[105], 0)).isFalse();
        for (int i = 0; i < 1_000; i++) {
            byte[] small = new byte[i % 97];
            assertThat(offer(lane, small, i)).isTrue();
            take(lane, small, i);
            assertThat(offer(lane, most, i)).isTrue();
            take(lane, most, i);
        }
    }
}
