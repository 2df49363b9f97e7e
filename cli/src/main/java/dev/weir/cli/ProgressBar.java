package dev.weir.cli;

import dev.weir.capture.pcap.ShapingProgress;
import java.io.PrintStream;

/** A progress bar on a terminal, which appears after a second and goes away at the end. Not thread-safe. */
final class ProgressBar implements ShapingProgress, AutoCloseable {
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final int WIDTH = 40;
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream terminal;
    private final boolean visible;
    private long nextNanos = System.nanoTime() + PATIENCE_NANOS;
    private boolean drawn;

    private ProgressBar(PrintStream terminal, boolean visible) {
        this.terminal = terminal;
        this.visible = visible;
    }

    static ProgressBar on(Console console) {
        return new ProgressBar(console.err(), console.terminal());
    }

    @Override
    public void progress(long bytesRead, long size) {
        if (!visible || System.nanoTime() - nextNanos < 0) {
            return;
        }
        nextNanos = System.nanoTime() + REDRAW_NANOS;
        drawn = true;
        terminal.print(ERASE_LINE + text(bytesRead, size));
        terminal.flush();
    }

    static String text(long bytesRead, long size) {
        if (size <= 0) {
            return bytesRead / 1_000_000 + " MB";
        }
        double done = Math.min(1.0, (double) bytesRead / size);
        int full = (int) (done * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + (int) (done * 100) + " %";
    }

    @Override
    public void close() {
        if (drawn) {
            terminal.print(ERASE_LINE);
            terminal.flush();
        }
    }
}
