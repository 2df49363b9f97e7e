package dev.weir.shaping.core.engine;

import dev.weir.shaping.Priority;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of one rule and one direction by the rule's answer. Not thread-safe; finding one allocates nothing.
 *
 * <p>Bounded: any number of answers may share a verdict, so the cache starts over when it is full.
 */
final class AnswerCache {
    static final int MAX_ANSWERS = 4 * RuleState.MAX_VERDICTS;

    private final Map<Priority, Verdict> verdicts = new HashMap<>();
    private @Nullable Priority last;
    private @Nullable Verdict lastVerdict;

    @SuppressWarnings("ReferenceEquality") // rules mostly answer the same object again; equal ones are found by the map
    @Nullable
    Verdict find(Priority answer) {
        if (answer == last) {
            return lastVerdict;
        }
        Verdict verdict = verdicts.get(answer);
        if (verdict != null) {
            last = answer;
            lastVerdict = verdict;
        }
        return verdict;
    }

    void add(Priority answer, Verdict verdict) {
        if (verdicts.size() >= MAX_ANSWERS) {
            verdicts.clear();
        }
        verdicts.put(answer, verdict);
    }

    int size() {
        return verdicts.size();
    }

    void remove(Verdict verdict) {
        verdicts.values().removeIf(verdict::equals);
        last = null;
        lastVerdict = null;
    }
}
