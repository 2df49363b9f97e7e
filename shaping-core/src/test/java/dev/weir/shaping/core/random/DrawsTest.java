package dev.weir.shaping.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Probability;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final long[] EDGES = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x7FFF_FFFFL, 1L << 32};

    @Test
    void gives_the_same_bits_for_ever() {
        long stream = Draws.stream(42, Draws.hash("bad radio"));
        long flow = Draws.flowStream(stream, 0xCAFEL, 1);

        assertThat(new long[] {
                    Draws.hash(""),
                    Draws.hash("bad radio"),
                    Draws.hash("\u00e4\ud83d\ude00"),
                    stream,
                    flow,
                    Draws.draw(0, 0, 0, 0),
                    Draws.draw(flow, 0, 0, 0),
                    Draws.draw(flow, 1, 0, 0),
                    Draws.draw(flow, 0, 1, 0),
                    Draws.draw(flow, 0, 0, 1),
                    Draws.draw(flow, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE)
                })
                .containsExactly(
                        0xF52A_15E9_A9B5_E89BL,
                        0x8FA4_3F48_DEC3_6F4CL,
                        0x49A1_742B_ECAE_2BA7L,
                        0xCE66_0FA0_7597_02F1L,
                        0x4CDE_13B7_AE0D_FD85L,
                        0x0000_0000_0000_0000L,
                        0x9278_8D10_2376_31EFL,
                        0x1717_2C81_1D4B_250CL,
                        0x85E3_0CFD_0239_4FB6L,
                        0xBB94_FCD2_A491_C39CL,
                        0xDA91_6B95_B68A_1A6DL);
    }

    @Test
    void never_happens_at_zero_and_always_at_one() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long draw = i < EDGES.length ? EDGES[i] : random.nextLong();
            assertThat(Draws.happens(draw, Probability.ZERO.threshold())).isFalse();
            assertThat(Draws.happens(draw, Probability.ONE.threshold())).isTrue();
        }
    }

    @Test
    void happens_below_the_threshold_only() {
        long threshold = Probability.of(0.25).threshold();

        assertThat(Draws.happens((threshold << 11) - 1, threshold)).isTrue();
        assertThat(Draws.happens(threshold << 11, threshold)).isFalse();
        assertThat(Draws.happens(0, Probability.of(Double.MIN_VALUE).threshold()))
                .isTrue();
        assertThat(Draws.happens(1 << 11, Probability.of(Double.MIN_VALUE).threshold()))
                .isFalse();
    }

    @Test
    void happens_as_often_as_the_probability_says() {
        int n = 1 << 20;
        for (double probability : new double[] {0.001, 0.02, 0.5, 0.97}) {
            long threshold = Probability.of(probability).threshold();
            int happened = 0;
            for (int ordinal = 0; ordinal < n; ordinal++) {
                happened += Draws.happens(Argument.ORDINAL.draw(ordinal), threshold) ? 1 : 0;
            }
            double deviation = Math.sqrt(n * probability * (1 - probability));
            assertThat(Math.abs(happened - n * probability)).isLessThan(5 * deviation);
        }
    }

    @Test
    void scales_exactly_as_the_unsigned_product_says() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            long draw = i < EDGES.length ? EDGES[i] : random.nextLong();
            long bound = (random.nextLong() >>> 1 + random.nextInt(62)) + 1;
            BigInteger product = new BigInteger(Long.toUnsignedString(draw)).multiply(BigInteger.valueOf(bound));
            assertThat(Draws.uniform(draw, bound))
                    .isEqualTo(product.shiftRight(Long.SIZE).longValueExact());
        }
    }

    @Test
    void scales_to_the_whole_range() {
        assertThat(Draws.uniform(0, 6)).isZero();
        assertThat(Draws.uniform(-1, 6)).isEqualTo(5);
        assertThat(Draws.uniform(-1, 1)).isZero();
        assertThat(Draws.uniform(-1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
    }

    @Test
    void rejects_an_empty_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Draws.uniform(1, 0))
                .withMessage("bound must be above 0: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Draws.uniform(1, Long.MIN_VALUE));
    }

    @Test
    void repeats_no_draw_within_a_flow() {
        Set<Long> seen = new HashSet<>();
        for (int ordinal = 0; ordinal < 2_000; ordinal++) {
            for (int copy = 0; copy < 8; copy++) {
                for (int index = 0; index < 16; index++) {
                    assertThat(seen.add(Draws.draw(77, ordinal, copy, index))).isTrue();
                }
            }
        }
    }

    @Test
    void hashes_similar_names_apart() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            assertThat(seen.add(Draws.hash("rule " + i))).isTrue();
        }
    }
}
