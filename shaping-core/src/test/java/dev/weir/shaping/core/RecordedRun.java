package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.InputListener;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.live.InputRecorder;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.EndpointSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Recordings of runs whose times are given, so that their bytes are the same every time. */
final class RecordedRun {
    static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final Engine engine;
    private final Inputs inputs;
    private LongPredicate room = number -> true;

    private RecordedRun(Shaper shaper, InputListener listener, @Nullable DecisionLedger ledger) {
        engine = new Engine(shaper.recipe(START), this::released, ledger == null ? null : ledger.sink());
        inputs = new Inputs(engine, listener);
    }

    private boolean released(int packet, long nanos) {
        return room.test(engine.packets().number(packet));
    }

    /** What a run of a shaper writes. */
    static byte[] bytes(Shaper shaper, Consumer<RecordedRun> run) {
        return bytes(shaper, null, run);
    }

    /** What a run of a shaper writes while its decisions go to a ledger. */
    static byte[] bytes(Shaper shaper, @Nullable DecisionLedger ledger, Consumer<RecordedRun> run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputRecorder recorder = new InputRecorder(1 << 22);
        try {
            recorder.begin(out, false, START, RecipeText.of(shaper.recipe(START)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.accept(new RecordedRun(shaper, recorder, ledger));
        recorder.finish();
        assertThat(recorder.lost()).isZero();
        return out.toByteArray();
    }

    static Replay replay(Shaper shaper, byte[] recording) {
        return shaper.replay(new ByteArrayInputStream(recording));
    }

    RecordedRun offer(long nanos, Frame frame) {
        return offer(nanos, frame, 0);
    }

    RecordedRun offer(long nanos, Frame frame, int source) {
        answer(nanos, frame, source);
        return this;
    }

    Admission answer(long nanos, Frame frame, int source) {
        engine.advance(nanos);
        return inputs.offer(
                frame.array(),
                0,
                frame.capturedLength(),
                frame.length(),
                frame.linkType(),
                frame.direction(),
                engine.adapters().number(frame.adapter()),
                source,
                Long.MIN_VALUE + source);
    }

    RecordedRun advance(long nanos) {
        engine.advance(nanos);
        return this;
    }

    /** Lets the outlet say by a packet's place in the order of arrival whether it has room. */
    RecordedRun room(LongPredicate newRoom) {
        room = newRoom;
        return this;
    }

    /** Lets the outlet refuse one packet. */
    RecordedRun refuseNext() {
        room = number -> {
            room = any -> true;
            return false;
        };
        return this;
    }

    /** Lets the outlet take some of those that wait. */
    RecordedRun retry(int most) {
        LongPredicate before = room;
        AtomicInteger left = new AtomicInteger(most);
        room = number -> left.getAndDecrement() > 0;
        inputs.retry();
        room = before;
        return this;
    }

    int waiting() {
        return engine.waitingPackets();
    }

    /** Packets that a filter has matched so far. */
    long matched(String filter) {
        return StatsMaker.filters(List.of(engine)).stream()
                .filter(stats -> stats.name().equals(filter))
                .mapToLong(FilterStats::packets)
                .sum();
    }

    RecordedRun rules(RuleSet rules) {
        inputs.rules(rules);
        return this;
    }

    RecordedRun filters(FilterSet filters) {
        inputs.filters(filters);
        return this;
    }

    RecordedRun addresses(AddressGroup group) {
        inputs.addresses(group);
        return this;
    }

    RecordedRun host(String name, String addresses) {
        inputs.addresses(AddressName.host(name), EndpointSet.parse(addresses));
        return this;
    }

    RecordedRun localHost(String addresses) {
        inputs.addresses(AddressName.LOCAL_HOST, EndpointSet.parse(addresses));
        return this;
    }

    RecordedRun line(Direction direction, String line) {
        inputs.line(direction, Timeline.of(Impairment.parse(line)));
        return this;
    }

    RecordedRun timeline(Direction direction, String timeline) {
        inputs.line(direction, Timeline.parse(timeline));
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
