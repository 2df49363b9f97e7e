package dev.weir.shaping.core;

import dev.weir.shaping.Admission;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.live.InputRecorder;
import dev.weir.shaping.core.recording.MalformedRecordingException;
import dev.weir.shaping.core.recording.RecordDecoder;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.EndpointSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A recorded live run, run again in virtual time: the same inputs at the same times meet the same decisions.
 *
 * <p>The shaper must be made as it was for the recorded run. Its recipe is compared as far as text can tell: of rules the names, of filters the conditions, of lookups the kinds. Lookups are
 * asked again, and rules run again; where they answer differently, so does the replay. What a rule throws comes out of {@link #run} if it is an
 * {@link Error}. Not thread-safe.
 *
 * <pre>{@code
 * ShapingReport report = shaper.replay(Path.of("run.weir")).ledger(ledger).run();
 * }</pre>
 */
public final class Replay {
    private final Shaper shaper;
    private final String name;
    private final Source source;
    private final RecordedOutlet outlet = new RecordedOutlet();
    private IntFunction<? extends @Nullable RuleSet> rules = number -> null;
    private IntFunction<? extends @Nullable FilterSet> filters = number -> null;
    private ReleaseListener listener = packet -> {};
    private @Nullable DecisionLedger ledger;
    private @Nullable DrainPolicy drainPolicy;
    private boolean partly;
    private boolean started;
    private boolean truncated;
    private long inputs;

    /** Opens a recording. */
    interface Source {
        InputStream open() throws IOException;
    }

    Replay(Shaper shaper, String name, Source source) {
        this.shaper = shaper;
        this.name = name;
        this.source = source;
    }

    /**
     * Sets where the rules come from that replaced the shaper's own while the run went on.
     *
     * @param rules gives the rules by the number of their replacement, from 1
     * @return this replay
     */
    public Replay rules(IntFunction<? extends @Nullable RuleSet> rules) {
        this.rules = Objects.requireNonNull(rules, "rules");
        return this;
    }

    /**
     * Sets where the filters come from that replaced the shaper's own while the run went on.
     *
     * @param filters gives the filters by the number of their replacement, from 1
     * @return this replay
     */
    public Replay filters(IntFunction<? extends @Nullable FilterSet> filters) {
        this.filters = Objects.requireNonNull(filters, "filters");
        return this;
    }

    /**
     * Sets where decisions are recorded; nowhere unless set.
     *
     * @param ledger the ledger
     * @return this replay
     */
    public Replay ledger(DecisionLedger ledger) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        return this;
    }

    /**
     * Sets who takes the packets that leave.
     *
     * @param listener the listener
     * @return this replay
     */
    public Replay onRelease(ReleaseListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Makes do with a recording that ends before the run did, as its memory was full or its process was killed: runs what there is.
     *
     * @return this replay
     */
    public Replay allowTruncated() {
        partly = true;
        return this;
    }

    /**
     * Runs the recording to its end.
     *
     * @return what happened
     * @throws IllegalArgumentException if the recipe, or the rules or filters of a replacement, are not the recorded ones
     * @throws IllegalStateException if it ran before, or decides differently from the recorded run
     * @throws RecordingFormatException if the file is damaged, or truncated and that is not allowed; all before that has run
     * @throws IOException if the file cannot be read
     */
    public ShapingReport run() throws IOException {
        if (started) {
            throw new IllegalStateException("a replay runs once");
        }
        started = true;
        try (InputStream in = source.open()) {
            return run(in);
        } catch (MalformedRecordingException e) {
            throw new RecordingFormatException(name, e.byteOffset(), e.problem(), e);
        }
    }

    private ShapingReport run(InputStream in) throws IOException {
        RecordDecoder records = new RecordDecoder(in);
        RecipeText.requireEqual(records.recipe(), RecipeText.of(shaper.recipe(records.start())));
        EngineRun run = new EngineRun(shaper, records.start(), ledger, listener);
        run.engine().addresses().resolveElsewhere(asked -> {});
        run.room(outlet::takes);
        boolean more = true;
        while (more) {
            try {
                more = step(records, records.next(), run);
            } catch (MalformedRecordingException e) {
                if (!e.cut() || !partly) {
                    throw e;
                }
                truncated = true;
                more = false;
            }
        }
        return run.report();
    }

    private boolean step(RecordDecoder record, RecordDecoder.Kind kind, EngineRun run) throws IOException {
        if (kind == RecordDecoder.Kind.TRUNCATED) {
            requirePartly(record);
            return false;
        }
        inputs++;
        if (kind == RecordDecoder.Kind.REFUSED) {
            refuse(record, run);
            return true;
        }
        if (kind == RecordDecoder.Kind.ADAPTER) {
            return true;
        }
        run.engine().advance(record.nanos());
        boolean more = handle(record, kind, run);
        if (outlet.refusals() > 0) {
            throw differs(record, "packets were refused, and do not leave now");
        }
        return more;
    }

    private boolean handle(RecordDecoder record, RecordDecoder.Kind kind, EngineRun run) throws IOException {
        switch (kind) {
            case PACKET -> offer(record, run);
            case RETRIED -> retry(record, run);
            case RULES -> run.inputs().rules(rules(record));
            case FILTERS -> run.inputs().filters(filters(record));
            case ADDRESSES -> addresses(record, run.inputs());
            case LINE -> run.inputs().line(record.direction(), line(record));
            case LATE -> run.inputs().late(record.direction(), record.length());
            case CLOSING -> drainPolicy = policy(record);
            default -> {
                run.inputs().close();
                requireSameReleases(record, run.inputs());
                return false;
            }
        }
        return true;
    }

    /** Nothing can be refused but what is held, and what comes next. */
    private void refuse(RecordDecoder record, EngineRun run) {
        if (outlet.refusals() > run.engine().packets().heldPackets()) {
            throw differs(record, "more packets were refused than are held now");
        }
        outlet.refuse(record.number());
    }

    private void retry(RecordDecoder record, EngineRun run) {
        outlet.retry(record.number());
        int taken = run.inputs().retry();
        outlet.retried();
        if (taken != record.number()) {
            throw differs(record, record.number() + " packets that waited were taken, and " + taken + " are now");
        }
    }

    private void requirePartly(RecordDecoder record) throws IOException {
        truncated = true;
        if (!partly) {
            throw new RecordingFormatException(
                    name, record.byteOffset(), "recording is truncated: " + record.number() + " inputs are lost", null);
        }
    }

    private void offer(RecordDecoder record, EngineRun run) {
        Admission answer = run.offer(
                record.nanos(),
                record.bytes(),
                0,
                record.capturedLength(),
                record.length(),
                record.linkType(),
                record.direction(),
                record.adapter(),
                record.source(),
                record.token());
        if (answer == Admission.BUSY) {
            throw differs(record, "a packet of lossless source " + record.source() + " was taken, and is busy now");
        }
    }

    private RuleSet rules(RecordDecoder record) {
        RuleSet set = rules.apply((int) record.number());
        requireRecorded("rules", record, set == null ? null : InputRecorder.names(set));
        return Objects.requireNonNull(set);
    }

    private FilterSet filters(RecordDecoder record) {
        FilterSet set = filters.apply((int) record.number());
        requireRecorded("filters", record, set == null ? null : set.toString());
        return Objects.requireNonNull(set);
    }

    private static void requireRecorded(String what, RecordDecoder record, @Nullable String given) {
        if (given == null) {
            throw new IllegalArgumentException(what + " " + record.number() + " must be given: " + record.text());
        }
        if (!given.equals(record.text())) {
            throw new IllegalArgumentException(
                    what + " " + record.number() + " must be \"" + record.text() + "\": \"" + given + "\"");
        }
    }

    private void addresses(RecordDecoder record, Inputs given) throws RecordingFormatException {
        String named = record.addressName();
        try {
            if (named.startsWith("@")) {
                given.addresses(AddressGroup.of(named.substring(1), record.text()));
            } else {
                AddressName known = named.equals(AddressName.LOCAL_HOST.toString())
                        ? AddressName.LOCAL_HOST
                        : AddressName.host(named);
                given.addresses(known, EndpointSet.parse(record.text()));
            }
        } catch (IllegalArgumentException e) {
            throw new RecordingFormatException(name, record.byteOffset(), "addresses are none: " + e.getMessage(), e);
        }
    }

    private Timeline<Impairment> line(RecordDecoder record) throws RecordingFormatException {
        String text = record.text();
        boolean changes = !text.isEmpty() && Character.isDigit(text.charAt(0));
        try {
            return changes ? Timeline.parse(text) : Timeline.of(Impairment.parse(text));
        } catch (IllegalArgumentException e) {
            throw new RecordingFormatException(name, record.byteOffset(), "line is none: " + e.getMessage(), e);
        }
    }

    private DrainPolicy policy(RecordDecoder record) throws RecordingFormatException {
        for (DrainPolicy policy : DrainPolicy.values()) {
            if (policy.name().equals(record.text())) {
                return policy;
            }
        }
        throw new RecordingFormatException(
                name, record.byteOffset(), "drain policy is unknown: " + record.text(), null);
    }

    private void requireSameReleases(RecordDecoder record, Inputs given) {
        if (given.released() != record.number()) {
            throw differs(record, record.number() + " packets were released, and " + given.released() + " are now");
        }
    }

    private IllegalStateException differs(RecordDecoder record, String how) {
        return new IllegalStateException(
                name + ": byte " + record.byteOffset() + ": replay differs from the recorded run: " + how);
    }

    /**
     * The inputs that were run.
     *
     * @return their number
     */
    public long inputs() {
        return inputs;
    }

    /**
     * Whether the recording ended before the run did.
     *
     * @return true if inputs are missing
     */
    public boolean truncated() {
        return truncated;
    }

    /**
     * What became of held packets when the run was closed. They are released as their times come, or dropped at the end.
     *
     * @return the policy, or null if the recording has none
     */
    public @Nullable DrainPolicy drainPolicy() {
        return drainPolicy;
    }
}
