package dev.weir.capture.relay;

import dev.weir.shaping.impair.Durations;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of a relay, in the order in which they were made first: kept while it runs, written to a file, read back to be forced. Where a segment was read in two pieces, the
 * first counts. Not thread-safe.
 */
final class DecisionRecord {
    private static final int MOST = 500_000;
    private static final String HEADER = "weir relay record 1, seed ";
    private static final String TRUNCATED = "truncated";
    private static final Pattern LINE =
            Pattern.compile("([0-9]{1,18}) (upload|download) (-?[0-9]{1,18}) ([0-9]{1,9}) (lost|[0-9].*)");

    private final Map<Decision, Long> delays = new LinkedHashMap<>();
    private final long seed;
    private boolean truncated;

    DecisionRecord(long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    /** Keeps what was decided, up to a bound. */
    void add(Decision decision, long delayNanos) {
        if (delays.size() < MOST) {
            delays.putIfAbsent(decision, delayNanos);
        } else {
            truncated = true;
        }
    }

    void clear() {
        delays.clear();
        truncated = false;
    }

    /** What was decided, or null if nothing is known of it. */
    @Nullable
    Long delayNanos(Decision decision) {
        return delays.get(decision);
    }

    boolean isTruncated() {
        return truncated;
    }

    void write(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(HEADER + seed + "\n");
            for (Map.Entry<Decision, Long> entry : delays.entrySet()) {
                writer.write(entry.getKey().line(entry.getValue()) + "\n");
            }
            if (truncated) {
                writer.write(TRUNCATED + "\n");
            }
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IllegalArgumentException naming the first line that cannot be read
     */
    static DecisionRecord read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        DecisionRecord record = new DecisionRecord(seed(file, lines));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals(TRUNCATED)) {
                record.truncated = true;
            } else if (!line.isBlank()) {
                record.read(line, file + " line " + (i + 1));
            }
        }
        return record;
    }

    private static long seed(Path file, List<String> lines) {
        try {
            if (!lines.isEmpty() && lines.get(0).startsWith(HEADER)) {
                return Long.parseLong(lines.get(0).substring(HEADER.length()).strip());
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(file + " line 1: seed must be a number: " + lines.get(0), e);
        }
        throw new IllegalArgumentException(file + " must start with \"" + HEADER + "\"");
    }

    private void read(String line, String where) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(where + ": expected a decision: \"" + line + "\"");
        }
        try {
            Decision decision = new Decision(
                    Long.parseLong(matcher.group(1)),
                    RelayDirection.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)),
                    Long.parseLong(matcher.group(3)),
                    Integer.parseInt(matcher.group(4)));
            String delay = matcher.group(5);
            add(
                    decision,
                    delay.equals("lost")
                            ? Decision.LOST
                            : Durations.parse("delay", delay).toNanos());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }
}
