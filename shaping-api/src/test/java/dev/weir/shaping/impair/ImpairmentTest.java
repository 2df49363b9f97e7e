package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpairmentTest {
    private static final QueueLimit QUEUE = QueueLimit.bytes(DataSize.ofBytes(64_000));

    @Test
    void does_nothing_unless_told() {
        assertThat(Impairment.NONE.loss()).isEqualTo(Loss.NONE);
        assertThat(Impairment.NONE.delay()).isEqualTo(Delay.NONE);
        assertThat(Impairment.NONE.limit()).isNull();
        assertThat(Impairment.NONE.rate()).isNull();
        assertThat(Impairment.NONE.queue()).isNull();
        assertThat(Impairment.NONE.framing()).isEqualTo(Framing.NONE);
        assertThat(Impairment.NONE)
                .hasToString("")
                .isEqualTo(Impairment.builder().build());
    }

    @Test
    void keeps_every_part() {
        Impairment impairment = full().build();

        assertThat(impairment.rate()).isEqualTo(Rate.megabitsPerSecond(10));
        assertThat(impairment.limit()).isEqualTo(RateLimit.of(Rate.kilobytesPerSecond(50)));
        assertThat(impairment.queue()).isEqualTo(QUEUE);
        assertThat(impairment.delay()).isEqualTo(Delay.constant(Duration.ofMillis(40)));
        assertThat(impairment.loss()).isEqualTo(Loss.random(Probability.percent(1)));
        assertThat(impairment).hasToString("rate=10 Mbit/s limit=400 kbit/s queue=64 kB delay=40 ms loss=1 %");
    }

    @Test
    void refuses_a_queue_without_rate_or_limit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.builder().queue(QUEUE).build())
                .withMessage("queue has no effect without rate or limit: 64 kB");
        assertThat(Impairment.parse("queue=1 kB rate=1 kbps").queue()).isNotNull();
        assertThat(Impairment.parse("queue=1 kB limit=1 kbps").queue()).isNotNull();
    }

    @Test
    void is_equal_by_value_of_every_part() {
        List<Impairment> different = List.of(
                Impairment.NONE,
                full().build(),
                full().rate(Rate.megabitsPerSecond(11)).build(),
                full().framing(Framing.ETHERNET).build(),
                full().limit(RateLimit.packets(1)).build(),
                full().queue(QueueLimit.packets(1)).build(),
                full().delay(Duration.ZERO).build(),
                full().loss(Loss.NONE).build());

        assertThat(different).doesNotHaveDuplicates();
        assertThat(full().build()).isEqualTo(full().build()).hasSameHashCodeAs(full().build());
        assertThat(full().build()).isNotEqualTo(full().build().toString());
    }

    @Test
    void does_not_change_when_its_builder_is_used_again() {
        Impairment.Builder builder = full();
        Impairment before = builder.build();
        builder.delay(Duration.ofMillis(1)).build();

        assertThat(before).isEqualTo(full().build());
    }

    private static Impairment.Builder full() {
        return Impairment.builder()
                .rate(Rate.megabitsPerSecond(10))
                .limit(Rate.kilobytesPerSecond(50))
                .queue(QUEUE)
                .delay(Duration.ofMillis(40))
                .loss(Loss.random(Probability.percent(1)));
    }

    @Test
    void a_builder_starts_with_all_parts() {
        Impairment all = Impairment.builder()
                .duplicate(Duplicate.parse("1 %"))
                .corrupt(Corrupt.parse("1 %"))
                .reorder(Reorder.swap(Probability.percent(1)))
                .loss(Loss.bursts(Probability.percent(2), 4))
                .limit(Rate.megabitsPerSecond(8))
                .trace(Trace.of("fast", 1))
                .queue(QueueLimit.packets(50))
                .discipline(QueueDiscipline.codel())
                .delay(Duration.ofMillis(40))
                .slots(Slots.of(Duration.ofMillis(1), Duration.ofMillis(2)))
                .build();
        assertThat(all.toBuilder().build()).isEqualTo(all);
    }
}
