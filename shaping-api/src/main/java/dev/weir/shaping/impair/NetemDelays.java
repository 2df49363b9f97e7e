package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The delays of netem. Immutable. */
record NetemDelays(Function<String, String> tables, boolean compatible) {
    private static final String PARETO_NOTE =
            "distribution pareto: is netem's table, with a deviation of 0.82 times the jitter and no tail beyond 4 times it";

    Delay delay(
            @Nullable String distribution,
            Duration mean,
            Duration jitter,
            Probability correlation,
            List<String> notes) {
        if (jitter.isZero()) {
            return Delay.constant(mean);
        }
        Delay model = compatible ? netem(distribution, mean, jitter) : asked(distribution, mean, jitter, notes);
        if (correlation.value() == 0) {
            return model;
        }
        if (compatible || model instanceof NetemDelay) {
            notes.add("correlation of delay: none, as netem's own has next to no effect on jitters below 0.5 s");
            return model;
        }
        if (correlation.value() == 1) {
            throw new IllegalArgumentException("correlation of delay must be below 100 %: " + correlation);
        }
        return model.correlated(correlation.value());
    }

    private Delay asked(@Nullable String distribution, Duration mean, Duration jitter, List<String> notes) {
        return switch (distribution == null ? "uniform" : distribution) {
            case "uniform" -> Delay.uniform(mean, jitter);
            case "normal" -> Delay.normal(mean, jitter);
            case "paretonormal" -> Delay.paretoNormal(mean, jitter);
            case "pareto" -> {
                notes.add(PARETO_NOTE);
                yield Delay.netem(NetemDelay.Table.PARETO, mean, jitter);
            }
            default -> NetemTable.parse(tables.apply(distribution)).delay(mean, jitter);
        };
    }

    private static Delay netem(@Nullable String distribution, Duration mean, Duration jitter) {
        String name = distribution == null ? "uniform" : distribution;
        try {
            return Delay.netem(NetemDelay.Table.parse(name), mean, jitter);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("distribution of netem: " + e.getMessage(), e);
        }
    }
}
