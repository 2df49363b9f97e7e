package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.InputListener;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.live.InputRecorder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Consumer;

/** Recordings of runs whose times are given, so that their bytes are the same every time. */
final class RecordedRun {
    static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final Engine engine;
    private final Inputs inputs;

    private RecordedRun(Shaper shaper, InputListener listener) {
        engine = new Engine(shaper.recipe(START), (packet, nanos) -> true, null);
        inputs = new Inputs(engine, listener);
    }

    /** What a run of a shaper writes. */
    static byte[] bytes(Shaper shaper, Consumer<RecordedRun> run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputRecorder recorder = new InputRecorder(1 << 19);
        try {
            recorder.begin(out, false, START, RecipeText.of(shaper.recipe(START)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.accept(new RecordedRun(shaper, recorder));
        recorder.finish();
        return out.toByteArray();
    }

    static Replay replay(Shaper shaper, byte[] recording) {
        return shaper.replay(new ByteArrayInputStream(recording));
    }

    RecordedRun offer(long nanos, Frame frame) {
        return offer(nanos, frame, 0);
    }

    RecordedRun offer(long nanos, Frame frame, int source) {
        engine.advance(nanos);
        inputs.offer(
                frame.array(),
                0,
                frame.capturedLength(),
                frame.length(),
                frame.linkType(),
                frame.direction(),
                0,
                source,
                Long.MIN_VALUE + source);
        return this;
    }

    RecordedRun rules(RuleSet rules) {
        inputs.rules(rules);
        return this;
    }

    RecordedRun late(Direction direction, int length) {
        inputs.late(direction, length);
        return this;
    }

    void close(DrainPolicy policy) {
        inputs.closing(policy.name());
        if (policy != DrainPolicy.DISCARD) {
            while (engine.hasNext()) {
                engine.advance(engine.nextDueNanos());
            }
        }
        inputs.close();
    }
}
