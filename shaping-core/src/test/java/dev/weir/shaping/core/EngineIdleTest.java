package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.packet.PacketSlab;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineIdleTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void holds_no_packet_and_no_byte_when_idle(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shaper shaper = ConservationTest.recipe(random);
        Engine engine = new Engine(shaper.recipe(Instant.EPOCH), (packet, nanos) -> true, null);
        PacketSlab packets = engine.packets();
        long nanos = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 500; i++) {
                Frame frame = ConservationTest.frame(random);
                nanos += random.nextInt(10_000_000);
                engine.advance(nanos);
                offer(engine, frame, nanos, random.nextInt(3));
            }
            while (engine.hasNext()) {
                nanos = engine.nextDueNanos();
                engine.advance(nanos);
            }
            assertThat(packets.heldPackets()).isZero();
            assertThat(packets.heldBytes()).isZero();
            assertThat(engine.isPaused(1)).isFalse();
            assertThat(engine.isPaused(2)).isFalse();
        }
    }

    private static void offer(Engine engine, Frame frame, long nanos, int source) {
        engine.advance(nanos);
        new Inputs(engine, null)
                .offer(
                        frame.array(),
                        0,
                        frame.capturedLength(),
                        frame.length(),
                        frame.linkType(),
                        frame.direction(),
                        0,
                        source,
                        0);
    }
}
