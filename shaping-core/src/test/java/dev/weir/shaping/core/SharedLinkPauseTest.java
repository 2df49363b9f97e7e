package dev.weir.shaping.core;

import static dev.weir.shaping.Rate.megabitsPerSecond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that stood still falls behind the clock of the links it shares. */
class SharedLinkPauseTest {
    private static final long SECOND = 1_000_000_000;
    private final List<Long> released = new ArrayList<>();

    private Engine engine(Shaper shaper) {
        return new Engine(
                shaper.recipe(Instant.EPOCH),
                (packet, nanos) -> {
                    released.add(nanos);
                    return true;
                },
                null);
    }

    private static void offer(Engine engine, long nanos) {
        byte[] bytes = QueueBackend.packet();
        engine.advance(nanos);
        new Inputs(engine, null)
                .offer(bytes, 0, bytes.length, bytes.length, LinkType.RAW_IP, Direction.OUTGOING, 0, 0, 0);
    }

    @Test
    void waits_no_longer_for_a_shared_link_after_a_pause() {
        SharedLink link = SharedLink.of(megabitsPerSecond(8));
        Shaper shaper = Shaper.builder().upload(link).build();
        Engine busy = engine(shaper);
        Engine paused = engine(shaper);
        offer(busy, 11 * SECOND);
        busy.advance(12 * SECOND);
        assertThat(released).containsExactly(11 * SECOND + 1_000_000);
        released.clear();
        paused.lag(10 * SECOND);
        offer(paused, SECOND);
        paused.advance(20 * SECOND);
        assertThat(released).containsExactly(SECOND + 2_000_000);
    }
}
