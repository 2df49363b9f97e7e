package dev.weir.shaping.core.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What verdicts are called, by marks that flows keep. The engine's thread adds, any thread may look up; neither waits.
 *
 * <p>A mark is the verdict's number and, above it, how many verdicts were made before: a number is given to another verdict when its own is gone, and
 * the mark of that one is then unknown.
 */
public final class Decisions {
    private static final int NUMBER_BITS = 28;
    private static final long COUNT_MASK = (1L << 63 - NUMBER_BITS) - 1;

    private volatile @Nullable Decision[] byNumber = new Decision[16];
    private long made;

    Decisions() {}

    /**
     * A decision.
     *
     * @param mark its mark
     * @param rule the name of the rule that decided
     * @param priority what it decided
     */
    public record Decision(long mark, String rule, String priority) {}

    long add(int number, String rule, String priority) {
        made = made + 1 & COUNT_MASK;
        long mark = made << NUMBER_BITS | number;
        @Nullable Decision[] known = byNumber;
        if (number >= known.length) {
            known = Arrays.copyOf(known, 2 * number);
        }
        known[number] = new Decision(mark, rule, priority);
        byNumber = known;
        return mark;
    }

    /** Calls the rule of a verdict otherwise; the mark stays. */
    void rename(int number, String rule) {
        @Nullable Decision[] known = byNumber;
        Decision decision = known[number];
        if (decision != null) {
            known[number] = new Decision(decision.mark, rule, decision.priority);
            byNumber = known;
        }
    }

    /**
     * Looks a mark up.
     *
     * @param mark the mark
     * @return the decision, or null if it is not known any more
     */
    public @Nullable Decision find(long mark) {
        int number = (int) (mark & (1L << NUMBER_BITS) - 1);
        @Nullable Decision[] known = byNumber;
        Decision decision = number < known.length ? known[number] : null;
        return decision != null && decision.mark == mark ? decision : null;
    }
}
