package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.QuantileTable;
import dev.weir.shaping.core.random.ScoreTable;
import dev.weir.shaping.impair.Delay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The tables of distributions, the latest {@value #MOST} of each kind: to make one takes milliseconds, and a line may go back and forth between two delays. Not
 * thread-safe.
 */
final class DelayTables {
    private static final int MOST = 16;

    private final Map<Delay, QuantileTable> quantiles = new Latest<>();
    private final Map<Delay, ScoreTable> scores = new Latest<>();

    QuantileTable quantiles(Delay model) {
        return of(quantiles, model, wanted -> new QuantileTable(DelayQuantiles.of(wanted), 1));
    }

    ScoreTable scores(Delay model) {
        return of(scores, model, wanted -> new ScoreTable(DelayQuantiles.of(wanted)));
    }

    private static <T> T of(Map<Delay, T> tables, Delay model, Function<Delay, T> maker) {
        T known = tables.get(model);
        if (known == null) {
            known = maker.apply(model);
            tables.put(model, known);
        }
        return known;
    }

    /** Forgets what was asked for longest ago. */
    private static final class Latest<T> extends LinkedHashMap<Delay, T> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Delay, T> eldest) {
            return size() > MOST;
        }
    }
}
