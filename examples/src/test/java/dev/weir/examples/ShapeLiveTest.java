package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShapeLiveTest {
    @Test
    void releases_every_packet_in_order_and_none_early() throws InterruptedException {
        ShapeLive.Result result = ShapeLive.run();
        assertThat(result.released())
                .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
        assertThat(result.fidelity().releases()).isEqualTo(100);
        assertThat(result.fidelity().early()).isZero();
        assertThat(result.fidelity().packetsLost()).isZero();
    }
}
