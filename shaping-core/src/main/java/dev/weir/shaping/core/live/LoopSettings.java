package dev.weir.shaping.core.live;

import dev.weir.shaping.core.account.LineSink;
import dev.weir.shaping.core.engine.InputListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How loops run. Immutable.
 *
 * @param originNanos time 0 on the clock of {@link WallTime#nanos}
 * @param inputBytes memory of each intake, a power of two
 * @param outputBytes memory of the outlet, a power of two
 * @param spinning whether a loop never sleeps
 * @param thrifty whether it rather sleeps too long than spins
 * @param ending what becomes of held packets at the end
 * @param failed told of a loop's first failure, on any thread
 * @param lines takes the decision ledger, or null for none
 * @param recorder hears of the inputs, or null for nobody
 */
public record LoopSettings(
        long originNanos,
        int inputBytes,
        int outputBytes,
        boolean spinning,
        boolean thrifty,
        LiveLoop.Ending ending,
        Consumer<Throwable> failed,
        @Nullable LineSink lines,
        @Nullable InputListener recorder) {

    /** These settings for one of several shards, which share the memory but for a mebibyte that each must have. */
    LoopSettings forShardOf(int shards) {
        return new LoopSettings(
                originNanos,
                part(inputBytes, shards),
                part(outputBytes, shards),
                spinning,
                thrifty,
                ending,
                failed,
                lines,
                recorder);
    }

    private static int part(int bytes, int shards) {
        return Math.max(Math.min(bytes, 1 << 20), Integer.highestOneBit(bytes / shards));
    }
}
