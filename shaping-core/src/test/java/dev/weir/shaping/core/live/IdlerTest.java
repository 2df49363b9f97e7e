package dev.weir.shaping.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdlerTest {
    private final Idler idler = new Idler(false, false);

    @Test
    void the_margin_follows_a_high_quantile_and_no_outlier() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            idler.learn(50_000 + random.nextInt(20_000));
        }
        assertThat(idler.marginNanos()).isBetween(66_000L, 76_000L);
        long before = idler.marginNanos();
        idler.learn(1_000_000_000);
        assertThat(idler.marginNanos() - before).isEqualTo(6_200);
    }

    @Test
    void the_margin_is_bounded_and_sleeps_cut_short_do_not_count() {
        for (int i = 0; i < 1_000; i++) {
            idler.learn(1_000_000);
        }
        assertThat(idler.marginNanos()).isEqualTo(250_000);
        idler.learn(-1);
        assertThat(idler.marginNanos()).isEqualTo(250_000);
        for (int i = 0; i < 10_000; i++) {
            idler.learn(0);
        }
        assertThat(idler.marginNanos()).isEqualTo(5_000);
    }

    @Test
    void only_the_spinning_one_never_sleeps() {
        assertThat(new Idler(true, false).idle(1_000_000_000, false, new Waker(), () -> true))
                .isFalse();
        assertThat(idler.idle(1_000, false, new Waker(), () -> true)).isFalse();
        assertThat(idler.idle(1_000_000_000, false, new Waker(), () -> true)).isTrue();
        assertThat(new Idler(false, true).idle(1_000, true, new Waker(), () -> false))
                .isTrue();
    }
}
