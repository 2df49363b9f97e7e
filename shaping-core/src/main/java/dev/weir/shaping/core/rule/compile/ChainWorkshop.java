package dev.weir.shaping.core.rule.compile;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How chains of rules are made faster while a run goes on.
 *
 * @param builder runs the building of blocks; a live run has it done by another thread
 * @param nanos tells the time, to compare; null where there is no clock, and blocks are used once they have been called often
 */
public record ChainWorkshop(Executor builder, @Nullable LongSupplier nanos) {
    /** Builds on the calling thread, and knows no time. */
    public static final ChainWorkshop TIMELESS = new ChainWorkshop(Runnable::run, null);
}
