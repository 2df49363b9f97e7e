package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Priority;
import org.jspecify.annotations.Nullable;

/** Is told of rules that throw, on the thread of the engine. */
@FunctionalInterface
public interface RuleFault {
    /**
     * A rule threw.
     *
     * @param rule its number
     * @param error what it threw
     * @return what it is taken to have answered; null if it passes
     */
    @Nullable
    Priority failed(int rule, RuntimeException error);
}
