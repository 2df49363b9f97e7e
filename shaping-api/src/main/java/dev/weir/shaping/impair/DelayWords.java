package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The words {@code delay} and {@code jitter}. */
final class DelayWords implements PartWords {
    private Delay delay = Delay.NONE;
    private @Nullable Duration jitter;

    @Override
    public List<String> names() {
        return List.of("delay", "jitter");
    }

    @Override
    public void read(String name, String value) {
        if (name.equals("delay")) {
            delay = Delay.parse(value);
        } else {
            jitter = new Delay.Uniform(Duration.ZERO, Durations.parse(name, value)).jitter();
        }
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.delay(jitter == null ? delay : jittered(jitter));
    }

    private Delay jittered(Duration width) {
        if (!(delay.model() instanceof Delay.Uniform constant)
                || !constant.jitter().isZero()) {
            throw new IllegalArgumentException(
                    "jitter=" + Durations.format(width) + ": jitter needs a constant delay, not " + delay);
        }
        Delay model = Delay.uniform(constant.delay(), width);
        return ModifiedDelay.of(model, delay.correlation(), delay.memory(), delay.order(), delay.scope());
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!(impairment.delay() instanceof Delay.Uniform uniform)) {
            words.add("delay=" + impairment.delay());
            return;
        }
        if (!uniform.delay().isZero()) {
            words.add("delay=" + Durations.format(uniform.delay()));
        }
        if (!uniform.jitter().isZero()) {
            words.add("jitter=" + Durations.format(uniform.jitter()));
        }
    }
}
