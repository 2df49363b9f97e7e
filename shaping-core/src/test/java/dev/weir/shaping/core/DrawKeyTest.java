package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Impairment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets that draw by a key draw the same, whatever their ports and their order. */
class DrawKeyTest {
    private static final int PACKETS = 400;

    private final List<String> released = new ArrayList<>();

    private List<Boolean> accepted(int port, boolean backward, int fragments) {
        released.clear();
        EmbeddedShaping shaping = Shaper.builder()
                .upload(Impairment.parse("loss=20 % delay=5 ms jitter=4 ms"))
                .seed(7)
                .build()
                .embed(Instant.EPOCH, packet -> released.add(packet.token() + " " + delay(packet)));
        byte[] bytes = Packets.tcp("10.0.0.2", port, "192.0.2.7", 443)
                .payload(100)
                .outgoing()
                .bytes();
        List<Boolean> answers = new ArrayList<>();
        for (int i = 0; i < PACKETS * fragments; i++) {
            int cell = (backward ? PACKETS * fragments - 1 - i : i) / fragments;
            Admission answer = shaping.drawBy(cell * 31L)
                    .offerLossless(
                            1,
                            bytes,
                            0,
                            bytes.length,
                            bytes.length,
                            LinkType.ETHERNET,
                            Direction.OUTGOING,
                            cell,
                            i * 20_000_000L);
            if (i % fragments == 0) {
                answers.add(answer == Admission.ACCEPTED);
            } else {
                assertThat(answer == Admission.ACCEPTED).isEqualTo(answers.get(answers.size() - 1));
            }
        }
        shaping.poll(Long.MAX_VALUE / 2);
        return answers;
    }

    private static long delay(ReleasedPacket packet) {
        return packet.releaseNanos() - packet.arrivalNanos();
    }

    @Test
    void dependOnTheKeyAlone() {
        List<Boolean> first = accepted(1000, false, 1);
        List<String> firstReleased = List.copyOf(released);
        List<Boolean> backward = accepted(2000, true, 1);

        assertThat(first).contains(true, false);
        List<Boolean> turned = new ArrayList<>(backward);
        Collections.reverse(turned);
        assertThat(turned).isEqualTo(first);
        assertThat(released).containsExactlyInAnyOrderElementsOf(firstReleased);
    }

    @Test
    void areTheSameForEachPieceOfACell() {
        assertThat(accepted(3000, false, 3)).isEqualTo(accepted(1000, false, 1));
    }

    @Test
    void differFromOneKeyToTheNext() {
        assertThat(accepted(1000, false, 1).stream().filter(taken -> !taken).count())
                .isBetween(50L, 110L);
    }
}
