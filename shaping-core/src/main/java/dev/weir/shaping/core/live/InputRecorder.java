package dev.weir.shaping.core.live;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.engine.InputListener;
import dev.weir.shaping.core.recording.BlockOutput;
import dev.weir.shaping.core.recording.RecordEncoder;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the inputs of an engine to a stream, on a thread of its own.
 *
 * <p>The engine's thread puts records into a ring and never waits: an input that finds no room, and all after it, are counted and left out. Allocates
 * nothing per packet. Any thread may ask for the counts.
 */
public final class InputRecorder implements InputListener {
    private static final byte[] NOTHING = {};
    private static final int CHUNK_BYTES = 1 << 16;
    /** Room that only the last record uses, so that it always has some. */
    private static final int LAST_BYTES = 64;

    private static final int MOST_NAME_CHARACTERS = 1 << 22;
    private static final long PAUSE_NANOS = 2_000_000;

    private final ByteRing ring;
    private final RecordEncoder encoder = new RecordEncoder();
    private final Cursor recorded = new Cursor();
    private final Cursor lost = new Cursor();
    private long inputs;
    private long lostInputs;
    private @Nullable Thread writer;
    private volatile boolean finishing;
    private volatile @Nullable Exception failure;

    /**
     * A recorder that has not started.
     *
     * @param capacity the ring's memory, a power of two
     */
    public InputRecorder(int capacity) {
        ring = new ByteRing(capacity);
    }

    /**
     * The names of rules, and the priorities of executables, as they are recorded.
     *
     * @param rules the rules
     * @return one line for each
     */
    public static String names(RuleSet rules) {
        Stream<String> processes =
                rules.processPriorities().stream().map(process -> process.name() + ": " + process.priority());
        return Stream.concat(rules.entries().stream().map(InputRecorder::name), processes)
                .collect(Collectors.joining("\n"));
    }

    private static String name(RuleEntry entry) {
        return entry.enabled() ? entry.name() : entry.name() + " (off)";
    }

    /**
     * Writes the start of the recording and begins to write what comes.
     *
     * @param out takes the recording
     * @param owned whether the stream is closed at the end
     * @param start the instant of time 0
     * @param recipe what the run is made of, by name
     * @throws IOException if the start cannot be written
     */
    public void begin(OutputStream out, boolean owned, Instant start, Map<String, String> recipe) throws IOException {
        BlockOutput blocks = writeStart(out, start, recipe);
        Thread thread = new Thread(() -> write(out, owned, blocks), "weir-recorder");
        thread.setDaemon(true);
        writer = thread;
        thread.start();
    }

    private static BlockOutput writeStart(OutputStream out, Instant start, Map<String, String> recipe)
            throws IOException {
        RecordEncoder first = new RecordEncoder();
        first.start(start, recipe);
        BlockOutput blocks = new BlockOutput(out);
        blocks.write(first.bytes(), first.size());
        return blocks;
    }

    /** Waits until all is written. Does nothing if nothing began. An interrupt does not cut it short, and is kept. */
    public void finish() {
        finishing = true;
        Thread thread = writer;
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out, boolean owned, BlockOutput blocks) {
        try {
            try {
                writeAll(blocks);
            } finally {
                if (owned) {
                    out.close();
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void writeAll(BlockOutput blocks) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (boolean last = false; !last; ) {
            last = finishing;
            boolean any = false;
            for (int length = ring.poll(chunk); length > 0; length = ring.poll(chunk)) {
                blocks.write(chunk, length);
                any = true;
            }
            if (any) {
                blocks.flush();
            }
            if (!last) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
        if (lost.acquire() > 0) {
            RecordEncoder end = new RecordEncoder();
            end.truncated(lost.acquire());
            blocks.write(end.bytes(), end.size());
        }
        blocks.flush();
    }

    private void put(byte[] bytes, int offset, int length, int spared) {
        boolean whole = lostInputs == 0 && failure == null;
        if (whole && ring.offer(encoder.bytes(), encoder.size(), bytes, offset, length, spared)) {
            recorded.release(++inputs);
        } else {
            lose();
        }
    }

    private void put() {
        put(NOTHING, 0, 0, LAST_BYTES);
    }

    private void lose() {
        lost.release(++lostInputs);
    }

    @Override
    public void offered(
            long nanos,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            int adapter,
            int source,
            long token) {
        encoder.packet(nanos, capturedLength, length, linkType, direction, adapter, source, token);
        put(bytes, offset, capturedLength, LAST_BYTES);
    }

    @Override
    public void adapter(long nanos, int number, Adapter adapter) {
        if (adapter.name().length() > MOST_NAME_CHARACTERS) {
            lose();
            return;
        }
        encoder.adapter(nanos, number, adapter);
        put();
    }

    @Override
    public void refused(long nanos, long number) {
        encoder.refused(nanos, number);
        put();
    }

    @Override
    public void retried(long nanos, long packets) {
        encoder.retried(nanos, packets);
        put();
    }

    @Override
    public void rules(long nanos, int number, RuleSet rules) {
        String names = names(rules);
        if (names.length() > MOST_NAME_CHARACTERS) {
            lose();
            return;
        }
        encoder.rules(nanos, number, names);
        put();
    }

    @Override
    public void filters(long nanos, int number, FilterSet filters) {
        String text = filters.toString();
        if (text.length() > MOST_NAME_CHARACTERS) {
            lose();
            return;
        }
        encoder.filters(nanos, number, text);
        put();
    }

    /**
     * A line over time, as it is recorded.
     *
     * @param line the line
     * @return the line alone if it does not change, else the timeline, which begins with a digit
     */
    public static String text(Timeline<Impairment> line) {
        return (line.constant() ? line.values().get(0) : line).toString();
    }

    @Override
    public void line(long nanos, Direction direction, Timeline<Impairment> line) {
        String text = text(line);
        if (text.length() > MOST_NAME_CHARACTERS) {
            lose();
            return;
        }
        encoder.line(nanos, direction, text);
        put();
    }

    @Override
    public void addresses(long nanos, String name, String members) {
        if (members.length() > MOST_NAME_CHARACTERS) {
            lose();
            return;
        }
        encoder.addresses(nanos, name, members);
        put();
    }

    @Override
    public void late(long nanos, Direction direction, int length) {
        encoder.late(nanos, direction, length);
        put();
    }

    @Override
    public void closing(long nanos, String policy) {
        encoder.closing(nanos, policy);
        put();
    }

    @Override
    public void closed(long nanos, long released) {
        encoder.end(nanos, released);
        put(NOTHING, 0, 0, 0);
    }

    /**
     * The inputs recorded.
     *
     * @return their number so far
     */
    public long recorded() {
        return recorded.acquire();
    }

    /**
     * The inputs left out.
     *
     * @return their number so far; all are at the end
     */
    public long lost() {
        return lost.acquire();
    }

    /**
     * Why writing ended.
     *
     * @return the failure, or null
     */
    public @Nullable Exception failure() {
        return failure;
    }
}
