package dev.weir.shaping.core;

import dev.weir.shaping.core.account.LineSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A record of every decision: one line of JSON for the final fate of each packet, in (fate time, submission) order.
 *
 * <p>A line has {@code packet} (its place in the order of arrival), {@code direction}, {@code flow}, {@code incarnation} and
 * {@code ordinal} (the packet's number in its flow), {@code length} in bytes, {@code arrival}, the {@code rule} and {@code priority} that
 * decided, the {@code draws} it used, and then either {@code due} and {@code release}, or {@code drop} (a
 * {@link dev.weir.shaping.DropReason}) and {@code time}. Times are nanoseconds since the start. A packet refused before any rule saw it
 * has no flow and no rule. Two runs with one seed and one input write the same bytes. Not thread-safe.
 */
public final class DecisionLedger {
    private final LineSink sink;
    private final int capacity;
    private final ArrayDeque<String> kept = new ArrayDeque<>();
    private boolean truncated;

    private DecisionLedger(OutputStream out) {
        this.capacity = 0;
        this.sink = (utf8, length) -> {
            try {
                out.write(utf8, 0, length);
            } catch (IOException e) {
                throw new UncheckedIOException("decision ledger: " + e.getMessage(), e);
            }
        };
    }

    private DecisionLedger(int capacity) {
        this.capacity = capacity;
        this.sink = this::keep;
    }

    /**
     * A ledger that writes to a stream, which the caller buffers, flushes and closes.
     *
     * @param out takes the lines in UTF-8; its {@link IOException} surfaces as {@link UncheckedIOException}
     * @return the ledger
     */
    public static DecisionLedger to(OutputStream out) {
        return new DecisionLedger(out);
    }

    /**
     * A ledger that keeps the last lines in memory.
     *
     * @param lines how many, 1 or more
     * @return the ledger
     * @throws IllegalArgumentException if not positive
     */
    public static DecisionLedger keepLast(int lines) {
        if (lines < 1) {
            throw new IllegalArgumentException("lines must be at least 1: " + lines);
        }
        return new DecisionLedger(lines);
    }

    private void keep(byte[] utf8, int length) {
        if (kept.size() == capacity) {
            kept.removeFirst();
            truncated = true;
        }
        kept.addLast(new String(utf8, 0, length - 1, StandardCharsets.UTF_8));
    }

    LineSink sink() {
        return sink;
    }

    /**
     * The lines in memory.
     *
     * @return the last lines in order, without line feeds; empty for a ledger that writes to a stream
     */
    public List<String> lines() {
        return List.copyOf(kept);
    }

    /**
     * Whether lines were given up to keep the last ones.
     *
     * @return true if {@link #lines()} is not all
     */
    public boolean truncated() {
        return truncated;
    }
}
