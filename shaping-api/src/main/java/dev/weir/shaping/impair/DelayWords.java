package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/** The words {@code delay} and {@code jitter}. */
final class DelayWords implements PartWords {
    private Duration delay = Duration.ZERO;
    private Duration jitter = Duration.ZERO;

    @Override
    public List<String> names() {
        return List.of("delay", "jitter");
    }

    @Override
    public void read(String name, String value) {
        if (name.equals("delay")) {
            delay = new Delay.Uniform(Durations.parse(name, value), Duration.ZERO).delay();
        } else {
            jitter = new Delay.Uniform(Duration.ZERO, Durations.parse(name, value)).jitter();
        }
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.delay(Delay.uniform(delay, jitter));
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (impairment.delay() instanceof Delay.Uniform uniform) {
            if (!uniform.delay().isZero()) {
                words.add("delay=" + Durations.format(uniform.delay()));
            }
            if (!uniform.jitter().isZero()) {
                words.add("jitter=" + Durations.format(uniform.jitter()));
            }
        }
    }
}
