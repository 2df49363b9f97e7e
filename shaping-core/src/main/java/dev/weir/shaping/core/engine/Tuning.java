package dev.weir.shaping.core.engine;

import dev.weir.shaping.Rate;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.stage.LimitRate;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.Tunable;
import dev.weir.shaping.core.stage.TunableLink;
import dev.weir.shaping.impair.RateLimit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the rates of a keyed answer's stages as the rule varies them. Not thread-safe; a rate that was seen before costs no allocation, among
 * the last {@value #MAX_RATES}.
 */
final class Tuning {
    private static final int MAX_RATES = 1024;

    private final @Nullable Tunable limiter;
    private final @Nullable TunableLink link;
    private final Map<RateLimit, LimitRate> rates = new HashMap<>();

    private Tuning(@Nullable Tunable limiter, @Nullable TunableLink link) {
        this.limiter = limiter;
        this.link = link;
    }

    /** What can be tuned of an answer, or null if nothing can. */
    static @Nullable Tuning of(Treatment treatment, Pipeline pipeline) {
        Tunable limiter = null;
        for (Stage stage : pipeline.stages()) {
            if (stage instanceof Tunable tunable) {
                limiter = tunable;
            }
        }
        TunableLink link = pipeline.link() instanceof TunableLink own ? own : null;
        boolean fixed = treatment.key() == null || (limiter == null && link == null);
        return fixed ? null : new Tuning(limiter, link);
    }

    void turnTo(Treatment treatment, long nowNanos) {
        RateLimit limit = treatment.impairment().limit();
        if (limiter != null && limit != null) {
            limiter.rate(rate(limit, treatment), nowNanos);
        }
        Rate rate = treatment.impairment().rate();
        if (link != null && rate != null) {
            link.rate(rate, nowNanos);
        }
    }

    private LimitRate rate(RateLimit limit, Treatment treatment) {
        LimitRate known = rates.get(limit);
        if (known == null) {
            if (rates.size() == MAX_RATES) {
                rates.clear();
            }
            known = LimitRate.of(limit, treatment.impairment().queue());
            rates.put(limit, known);
        }
        return known;
    }
}
