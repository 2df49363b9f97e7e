package dev.weir.shaping.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.SourceKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakesTest {
    private final Intakes intakes = new Intakes(1 << 10, new Waker(), failure -> {
        throw new AssertionError(failure);
    });

    private Intake open(SourceKind kind) {
        return intakes.open(kind, 0, () -> {});
    }

    private static void offer(Intake intake) {
        intake.offer(new byte[100], 0, 100, 100, LinkType.RAW_IP, Direction.OUTGOING, 0);
    }

    @Test
    void a_number_is_given_out_again_once_nobody_knows_its_source() {
        Intake first = open(SourceKind.LOSSLESS);
        assertThat(open(SourceKind.LOSSY).source).isZero();
        first.close();
        intakes.tidy(source -> source == first.source);
        assertThat(open(SourceKind.LOSSLESS).source).isNotEqualTo(first.source);
        intakes.tidy(source -> false);
        assertThat(open(SourceKind.LOSSLESS).source).isEqualTo(first.source);
    }

    @Test
    void an_intake_is_forgotten_when_it_is_empty_and_its_memory_serves_the_next() {
        Intake intake = open(SourceKind.LOSSLESS);
        ByteLane lane = intake.lane();
        offer(intake);
        assertThat(intakes.hasNews()).isFalse();
        intake.close();
        assertThat(intakes.hasNews()).isTrue();
        intakes.tidy(source -> false);
        assertThat(intakes.hasNews()).isFalse();
        assertThat(intakes.size()).isEqualTo(1);
        assertThat(open(SourceKind.LOSSY).lane()).isNotSameAs(lane);
        lane.take(lane.peek());
        intakes.tidy(source -> false);
        assertThat(intakes.size()).isEqualTo(1);
        assertThat(intake.lane()).isNotSameAs(lane);
        assertThat(open(SourceKind.LOSSY).lane()).isSameAs(lane);
    }

    @Test
    void few_lanes_are_kept_for_later() {
        Set<ByteLane> before = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            before.add(open(SourceKind.LOSSY).lane());
        }
        for (int i = 0; i < 100; i++) {
            intakes.get(i).close();
        }
        intakes.tidy(source -> false);
        assertThat(intakes.size()).isZero();
        Set<ByteLane> again = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            again.add(open(SourceKind.LOSSY).lane());
        }
        assertThat(again).hasSize(100);
        again.retainAll(before);
        assertThat(again).hasSize(8);
    }

    @Test
    void after_the_end_an_intake_is_closed_and_takes_no_memory() {
        intakes.end();
        Intake late = open(SourceKind.LOSSLESS);
        assertThat(late.lane().ring()).hasSizeLessThan(100);
        assertThat(intakes.size()).isZero();
        late.close();
    }
}
