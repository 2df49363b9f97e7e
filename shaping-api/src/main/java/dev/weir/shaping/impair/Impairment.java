package dev.weir.shaping.impair;

import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a bad line does to packets, in this order: copies, loss, handling by routers, corruption, rate limit, serialising link, reordering, delay, slots. Any part may be absent.
 *
 * <p>Lost packets use neither tokens nor line, unless they are lost {@link Loss#afterLink() after the link}. The <em>limit</em> is a token bucket: it lets a burst pass and then holds the
 * long-run average. The <em>rate</em> is a line: every packet occupies it for as long as its bits take. Immutable and thread-safe;
 * {@code toString} is the text form and is read back by {@link #parse}.
 *
 * <pre>{@code
 * Impairment.parse("rate=10 Mbit/s delay=40 ms loss=1 %")
 * }</pre>
 */
public final class Impairment {
    /** Does nothing. */
    public static final Impairment NONE = builder().build();

    private final Duplicate duplicate;
    private final Corrupt corrupt;
    private final Reorder reorder;
    private final Handling handling;
    private final Loss loss;
    private final @Nullable RateLimit limit;
    private final @Nullable Rate rate;
    private final @Nullable Trace trace;
    private final @Nullable JointTrace joint;
    private final Framing framing;
    private final @Nullable QueueLimit queue;
    private final QueueDiscipline discipline;
    private final Delay delay;
    private final @Nullable Slots slots;

    private Impairment(Builder builder) {
        duplicate = builder.duplicate;
        corrupt = builder.corrupt;
        reorder = builder.reorder;
        handling = builder.handling;
        loss = builder.loss;
        limit = builder.limit;
        rate = builder.rate;
        trace = builder.trace;
        joint = builder.joint;
        framing = builder.framing;
        queue = builder.queue;
        discipline = builder.discipline;
        delay = builder.delay;
        slots = builder.slots;
        boolean link = rate != null || trace != null || joint != null;
        if (rate != null && (trace != null || joint != null) || trace != null && joint != null) {
            throw new IllegalArgumentException("a link has a rate, a trace or a joint trace, not several: " + this);
        }
        if (queue != null && !link && limit == null) {
            throw new IllegalArgumentException("queue has no effect without rate or limit: " + queue);
        }
        if (reorder.kind() == Reorder.Kind.EARLY && delay.model().equals(Delay.NONE)) {
            throw new IllegalArgumentException("reorder has no effect without delay: " + reorder);
        }
        if (!link && !framing.equals(Framing.NONE)) {
            throw new IllegalArgumentException("framing has no effect without rate: " + framing);
        }
        if (!link && !discipline.equals(TailDrop.INSTANCE)) {
            throw new IllegalArgumentException("queue discipline has no effect without rate: " + discipline);
        }
    }

    private Impairment(Impairment other, @Nullable RateLimit limit, @Nullable Rate rate) {
        this.duplicate = other.duplicate;
        this.corrupt = other.corrupt;
        this.reorder = other.reorder;
        this.handling = other.handling;
        this.loss = other.loss;
        this.limit = limit;
        this.rate = rate;
        this.trace = other.trace;
        this.joint = other.joint;
        this.framing = other.framing;
        this.queue = other.queue;
        this.discipline = other.discipline;
        this.delay = other.delay;
        this.slots = other.slots;
    }

    /**
     * This impairment without its rates: two that differ only in the rates of their limit and their link have the same shape.
     *
     * @return the impairment, with the least rate in the place of each of its rates
     */
    public Impairment shape() {
        RateLimit least = limit == null
                ? null
                : new RateLimit(
                        limit.rate() == null ? null : Rate.bitsPerSecond(1), Math.min(1, limit.packetsPerSecond()));
        return limit == null && rate == null
                ? this
                : new Impairment(this, least, rate == null ? null : Rate.bitsPerSecond(1));
    }

    /**
     * Starts an impairment from this one.
     *
     * @return a builder with all parts of this one
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Starts an impairment that does nothing yet.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads words such as {@code rate=10 Mbit/s overhead=24 B queue=64 kB limit=50 kB/s delay=40 ms jitter=5 ms loss=1 %}, in any order,
     * separated by blanks or commas. {@link Loss#parse}, {@link Delay#parse}, {@link Duplicate#parse} and {@link Corrupt#parse} tell what these may be besides. A {@code trace} or
     * {@code joint} is refused, as its file might be anywhere: see {@link #parse(String, TraceSource)}.
     *
     * @param text the words; blank for an impairment that does nothing
     * @return the impairment
     * @throws IllegalArgumentException naming the word, its value and what was expected
     */
    public static Impairment parse(String text) {
        return ImpairmentText.parse(text);
    }

    /**
     * Reads words as {@link #parse(String)} does, and {@code trace=NAME}, {@code trace=NAME once} or {@code joint=NAME}.
     *
     * @param text the words; blank for an impairment that does nothing
     * @param traces where traces are found
     * @return the impairment
     * @throws IllegalArgumentException naming the word, its value and what was expected, or why the trace cannot be read
     */
    public static Impairment parse(String text, TraceSource traces) {
        return ImpairmentText.parse(text, Objects.requireNonNull(traces, "traces"));
    }

    /**
     * Which packets come more than once.
     *
     * @return the model, {@link Duplicate#NONE} if absent
     */
    public Duplicate duplicate() {
        return duplicate;
    }

    /**
     * Which packets arrive changed.
     *
     * @return the model, {@link Corrupt#NONE} if absent
     */
    public Corrupt corrupt() {
        return corrupt;
    }

    /**
     * Which packets change places with others.
     *
     * @return the model, {@link Reorder#NONE} if absent
     */
    public Reorder reorder() {
        return reorder;
    }

    /**
     * What routers on the way do to packets otherwise.
     *
     * @return the model, {@link Handling#NONE} if absent
     */
    public Handling handling() {
        return handling;
    }

    /**
     * Which packets are lost.
     *
     * @return the model, {@link Loss#NONE} if absent
     */
    public Loss loss() {
        return loss;
    }

    /**
     * The token bucket.
     *
     * @return the limit, or null if absent
     */
    public @Nullable RateLimit limit() {
        return limit;
    }

    /**
     * The rate of the serialising link.
     *
     * @return the rate, or null if absent
     */
    public @Nullable Rate rate() {
        return rate;
    }

    /**
     * When the serialising link sends, in place of a rate.
     *
     * @return the trace, or null if absent
     */
    public @Nullable Trace trace() {
        return trace;
    }

    /**
     * How loss, rate and delay of the line change over time, besides those that do not.
     *
     * @return the trace, or null if absent
     */
    public @Nullable JointTrace joint() {
        return joint;
    }

    /**
     * What the link sends besides the bytes of packets.
     *
     * @return the framing, {@link Framing#NONE} if absent
     */
    public Framing framing() {
        return framing;
    }

    /**
     * The bound on what waits for the limit and for the link.
     *
     * @return the bound, or null for the default
     */
    public @Nullable QueueLimit queue() {
        return queue;
    }

    /**
     * How packets wait for the link.
     *
     * @return the discipline, {@link QueueDiscipline#tailDrop()} if absent
     */
    public QueueDiscipline discipline() {
        return discipline;
    }

    /**
     * How long packets are held back.
     *
     * @return the model, {@link Delay#NONE} if absent
     */
    public Delay delay() {
        return delay;
    }

    /**
     * The slots in which packets are released, after all else.
     *
     * @return the slots, or null if absent
     */
    public @Nullable Slots slots() {
        return slots;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Impairment that
                && duplicate.equals(that.duplicate)
                && corrupt.equals(that.corrupt)
                && reorder.equals(that.reorder)
                && handling.equals(that.handling)
                && loss.equals(that.loss)
                && Objects.equals(limit, that.limit)
                && Objects.equals(rate, that.rate)
                && Objects.equals(trace, that.trace)
                && Objects.equals(joint, that.joint)
                && framing.equals(that.framing)
                && Objects.equals(queue, that.queue)
                && discipline.equals(that.discipline)
                && delay.equals(that.delay)
                && Objects.equals(slots, that.slots);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                duplicate,
                corrupt,
                reorder,
                handling,
                loss,
                limit,
                rate,
                trace,
                joint,
                framing,
                queue,
                discipline,
                delay,
                slots);
    }

    /** The text form; empty for {@link #NONE}. */
    @Override
    public String toString() {
        return ImpairmentText.format(this);
    }

    /** Collects the parts of an impairment. Not thread-safe. */
    public static final class Builder {
        private Duplicate duplicate = Duplicate.NONE;
        private Corrupt corrupt = Corrupt.NONE;
        private Reorder reorder = Reorder.NONE;
        private Handling handling = Handling.NONE;
        private Loss loss = Loss.NONE;
        private @Nullable RateLimit limit;
        private @Nullable Rate rate;
        private @Nullable Trace trace;
        private @Nullable JointTrace joint;
        private Framing framing = Framing.NONE;
        private @Nullable QueueLimit queue;
        private QueueDiscipline discipline = TailDrop.INSTANCE;
        private Delay delay = Delay.NONE;
        private @Nullable Slots slots;

        private Builder() {}

        private Builder(Impairment from) {
            duplicate = from.duplicate;
            corrupt = from.corrupt;
            reorder = from.reorder;
            handling = from.handling;
            loss = from.loss;
            limit = from.limit;
            rate = from.rate;
            framing = from.framing;
            queue = from.queue;
            delay = from.delay;
            trace = from.trace;
            joint = from.joint;
            discipline = from.discipline;
            slots = from.slots;
        }

        /**
         * Sets which packets come more than once.
         *
         * @param duplicate the model
         * @return this builder
         */
        public Builder duplicate(Duplicate duplicate) {
            this.duplicate = Objects.requireNonNull(duplicate, "duplicate").isNone() ? Duplicate.NONE : duplicate;
            return this;
        }

        /**
         * Sets which packets arrive changed.
         *
         * @param corrupt the model
         * @return this builder
         */
        public Builder corrupt(Corrupt corrupt) {
            this.corrupt = Objects.requireNonNull(corrupt, "corrupt").isNone() ? Corrupt.NONE : corrupt;
            return this;
        }

        /**
         * Sets which packets change places with others.
         *
         * @param reorder the model
         * @return this builder
         */
        public Builder reorder(Reorder reorder) {
            this.reorder = Objects.requireNonNull(reorder, "reorder").isNone() ? Reorder.NONE : reorder;
            return this;
        }

        /**
         * Sets what routers on the way do to packets otherwise.
         *
         * @param handling the model
         * @return this builder
         */
        public Builder handling(Handling handling) {
            this.handling = Objects.requireNonNull(handling, "handling").isNone() ? Handling.NONE : handling;
            return this;
        }

        /**
         * Sets which packets are lost.
         *
         * @param loss the model
         * @return this builder
         */
        public Builder loss(Loss loss) {
            this.loss = Objects.requireNonNull(loss, "loss");
            return this;
        }

        /**
         * Sets the token bucket.
         *
         * @param limit the limit
         * @return this builder
         */
        public Builder limit(RateLimit limit) {
            this.limit = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Sets a token bucket that bounds bytes.
         *
         * @param limit the rate
         * @return this builder
         */
        public Builder limit(Rate limit) {
            return limit(RateLimit.of(limit));
        }

        /**
         * Sets the rate of the serialising link.
         *
         * @param rate the rate
         * @return this builder
         */
        public Builder rate(Rate rate) {
            this.rate = Objects.requireNonNull(rate, "rate");
            return this;
        }

        /**
         * Sets when the serialising link sends, in place of a rate.
         *
         * @param trace the trace
         * @return this builder
         */
        public Builder trace(Trace trace) {
            this.trace = Objects.requireNonNull(trace, "trace");
            return this;
        }

        /**
         * Sets how loss, rate and delay of the line change over time. The {@link #loss} and {@link #delay} that do not change are added to these.
         *
         * @param joint the trace
         * @return this builder
         */
        public Builder joint(JointTrace joint) {
            this.joint = Objects.requireNonNull(joint, "joint");
            return this;
        }

        /**
         * Sets what the link sends besides the bytes of packets. The queue's bound still counts the bytes of packets, unless it is a time.
         *
         * @param framing the framing
         * @return this builder
         */
        public Builder framing(Framing framing) {
            this.framing = Objects.requireNonNull(framing, "framing");
            return this;
        }

        /**
         * Sets the bound on what waits for the limit and for the link.
         *
         * @param queue the bound
         * @return this builder
         */
        public Builder queue(QueueLimit queue) {
            this.queue = Objects.requireNonNull(queue, "queue");
            return this;
        }

        /**
         * Sets how packets wait for the link.
         *
         * @param discipline the discipline
         * @return this builder
         */
        public Builder discipline(QueueDiscipline discipline) {
            this.discipline = Objects.requireNonNull(discipline, "discipline");
            return this;
        }

        /**
         * Sets how long packets are held back.
         *
         * @param delay the model
         * @return this builder
         */
        public Builder delay(Delay delay) {
            this.delay = Objects.requireNonNull(delay, "delay");
            return this;
        }

        /**
         * Sets a constant delay.
         *
         * @param delay 0 to one hour
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder delay(Duration delay) {
            return delay(Delay.constant(delay));
        }

        /**
         * Sets the slots in which packets are released, after all else.
         *
         * @param slots the slots
         * @return this builder
         */
        public Builder slots(Slots slots) {
            this.slots = Objects.requireNonNull(slots, "slots");
            return this;
        }

        /**
         * Makes the impairment.
         *
         * @return the impairment
         * @throws IllegalArgumentException if there are a rate and a trace, or two traces, or a queue is set without a limit, a rate or a trace, or framing or a queue discipline without a rate
         *     or a trace, or packets are early without a delay
         */
        public Impairment build() {
            return new Impairment(this);
        }
    }
}
