package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Embedded runs on one link that start at different times. */
class EmbeddedLinkTest {
    private static final long SECOND = 1_000_000_000L;

    private final SharedLink link = SharedLink.of(Rate.kilobitsPerSecond(8));
    private final Shaper shaper = Shaper.builder().upload(link).build();
    private final byte[] bytes = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
            .length(1_000)
            .outgoing()
            .bytes();
    private final List<String> released = new ArrayList<>();

    private EmbeddedShaping run(String name, long linkNanos) {
        return shaper.embed(
                Instant.EPOCH,
                linkNanos,
                packet -> released.add(name + " after " + (packet.releaseNanos() - packet.arrivalNanos())));
    }

    private void offer(EmbeddedShaping run, long nanos) {
        run.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, 0, nanos);
    }

    @Test
    void a_later_run_finds_the_link_as_it_is_at_its_time() {
        EmbeddedShaping first = run("first", 0);
        offer(first, 0);
        offer(first, 0);
        first.poll(10 * SECOND);
        EmbeddedShaping second = run("second", 10 * SECOND);
        offer(second, 0);
        second.poll(2 * SECOND);
        assertThat(released)
                .containsExactly("first after " + SECOND, "first after " + 2 * SECOND, "second after " + SECOND);
    }

    @Test
    void a_later_run_waits_for_what_is_on_the_link() {
        EmbeddedShaping first = run("first", 0);
        offer(first, 0);
        offer(first, 0);
        EmbeddedShaping second = run("second", SECOND / 2);
        offer(second, 0);
        first.poll(5 * SECOND);
        second.poll(5 * SECOND);
        assertThat(released)
                .containsExactly(
                        "first after " + SECOND, "first after " + 2 * SECOND, "second after " + 5 * SECOND / 2);
    }

    @Test
    void refuses_a_time_before_the_link() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("early", -1))
                .withMessage("link time must be at least 0 ns: -1");
    }
}
