package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lines between two lines, by linear interpolation. Immutable and thread-safe. */
final class Ramp implements Interpolation<Impairment> {
    /** Stands for all delays between which it can be interpolated; not none, as some parts need one. */
    private static final Delay ANY_DELAY = Delay.constant(Duration.ofNanos(1));

    private final Impairment from;
    private final Impairment to;

    Ramp(Impairment from, Impairment to) {
        this.from = from;
        this.to = to;
        if (!bare(from).equals(bare(to))) {
            throw new IllegalArgumentException(
                    "ramp must lead to a line that differs in rates, delay and random loss alone, from \"" + from
                            + "\" to \"" + to + "\"");
        }
    }

    /** What cannot be interpolated of a line, and whether it has what can. */
    private static Impairment bare(Impairment line) {
        Impairment.Builder bare = line.shape().toBuilder();
        if (line.loss() instanceof Loss.Random) {
            bare.loss(Loss.NONE);
        }
        if (line.delay() instanceof Delay.Uniform) {
            bare.delay(ANY_DELAY);
        }
        return bare.build();
    }

    @Override
    public Impairment value(int part, int parts) {
        Impairment.Builder line = to.toBuilder();
        if (from.loss() instanceof Loss.Random first && to.loss() instanceof Loss.Random last) {
            line.loss(Loss.random(between(first.probability(), last.probability(), part, parts)));
        }
        if (from.delay() instanceof Delay.Uniform first && to.delay() instanceof Delay.Uniform last) {
            line.delay(Delay.uniform(
                    between(first.delay(), last.delay(), part, parts),
                    between(first.jitter(), last.jitter(), part, parts)));
        }
        Rate rate = between(from.rate(), to.rate(), part, parts);
        if (rate != null) {
            line.rate(rate);
        }
        if (from.limit() != null && to.limit() != null) {
            line.limit(between(from.limit(), to.limit(), part, parts));
        }
        return line.build();
    }

    private static Probability between(Probability from, Probability to, int part, int parts) {
        double value = from.value() + (to.value() - from.value()) * part / parts;
        return Probability.of(Math.min(1, Math.max(0, value)));
    }

    private static Duration between(Duration from, Duration to, int part, int parts) {
        return Duration.ofNanos(from.toNanos() + share(to.toNanos() - from.toNanos(), part, parts));
    }

    private static @Nullable Rate between(@Nullable Rate from, @Nullable Rate to, int part, int parts) {
        return from == null || to == null
                ? null
                : Rate.bitsPerSecond(
                        from.bitsPerSecond() + share(to.bitsPerSecond() - from.bitsPerSecond(), part, parts));
    }

    private static RateLimit between(RateLimit from, RateLimit to, int part, int parts) {
        long packets = from.packetsPerSecond() + share(to.packetsPerSecond() - from.packetsPerSecond(), part, parts);
        return new RateLimit(between(from.rate(), to.rate(), part, parts), packets);
    }

    /** A share of a whole, rounded toward 0. */
    static long share(long whole, int part, int parts) {
        return BigInteger.valueOf(whole)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(parts))
                .longValueExact();
    }
}
