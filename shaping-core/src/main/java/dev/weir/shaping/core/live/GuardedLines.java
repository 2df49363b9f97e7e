package dev.weir.shaping.core.live;

import dev.weir.shaping.core.account.LineSink;
import java.util.function.Consumer;

/** Hands lines on up to the first failure, which it reports: a decision ledger that fails must not break an engine. Not thread-safe. */
final class GuardedLines implements LineSink {
    private final LineSink sink;
    private final Consumer<Throwable> failed;
    private boolean broken;

    GuardedLines(LineSink sink, Consumer<Throwable> failed) {
        this.sink = sink;
        this.failed = failed;
    }

    @Override
    public void line(byte[] utf8, int length) {
        if (broken) {
            return;
        }
        try {
            sink.line(utf8, length);
        } catch (RuntimeException | Error e) {
            broken = true;
            failed.accept(e);
        }
    }
}
