package dev.weir.shaping.core.engine;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleFailure;
import dev.weir.shaping.core.stage.StageSpace;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Counts rules that throw, and tells of each once a second. Not thread-safe. */
final class RuleErrors {
    private static final long QUIET_NANOS = 1_000_000_000L;

    private final @Nullable Priority answer;
    private final BiConsumer<String, RuntimeException> listener;

    RuleErrors(Recipe recipe) {
        answer = recipe.settings().ruleFailure() == RuleFailure.BLOCK ? Priorities.block() : null;
        listener = recipe.ruleErrors();
    }

    /** A rule threw; answers what it is taken to have answered. */
    @Nullable
    Priority failed(RuleState rule, RuntimeException error, long nowNanos) {
        rule.account.failed();
        if (nowNanos >= rule.tellNanos) {
            rule.tellNanos = StageSpace.later(nowNanos, QUIET_NANOS);
            tell(rule, error);
        }
        return answer;
    }

    private void tell(RuleState rule, RuntimeException error) {
        try {
            listener.accept(rule.name(), error);
        } catch (RuntimeException e) {
            rule.account.failed();
        }
    }
}
