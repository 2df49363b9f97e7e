package dev.weir.shaping.junit;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Probability;
import dev.weir.shaping.core.RuleReport;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on counts, which are exact on every kind of run. Not thread-safe.
 *
 * @param <S> the assertions themselves
 * @param <A> what they look at
 */
public abstract class TrafficAssert<S extends TrafficAssert<S, A>, A> extends AbstractAssert<S, A> {
    private final Run run;
    private final String what;
    private final PacketCounts counts;

    TrafficAssert(A actual, Class<S> self, Run run, String what, PacketCounts counts) {
        super(actual, self);
        this.run = run;
        this.what = what;
        this.counts = counts;
    }

    /**
     * Goes on with what came to the client, the incoming direction.
     *
     * @return assertions on that direction
     */
    public DirectionReportAssert download() {
        return new DirectionReportAssert(run, "download", run.report().incoming());
    }

    /**
     * Goes on with what came from the client, the outgoing direction.
     *
     * @return assertions on that direction
     */
    public DirectionReportAssert upload() {
        return new DirectionReportAssert(run, "upload", run.report().outgoing());
    }

    /**
     * Goes on with what a rule decided.
     *
     * @param name the name of the rule, {@code default} for the default priority
     * @return assertions on its packets
     * @throws AssertionError if there is no such rule
     */
    public RuleReportAssert rule(String name) {
        Objects.requireNonNull(name, "name");
        for (RuleReport rule : run.report().rules()) {
            if (rule.name().equals(name)) {
                return new RuleReportAssert(run, rule);
            }
        }
        throw unmet(
                "a rule \"" + name + "\"",
                "rules " + run.report().rules().stream().map(RuleReport::name).toList());
    }

    /**
     * Exactly this many packets were released.
     *
     * @param packets how many
     * @return this
     */
    public S delivered(long packets) {
        return equal("packets delivered", packets, counts.out());
    }

    /**
     * At least this many packets were released.
     *
     * @param packets how many
     * @return this
     */
    public S deliveredAtLeast(long packets) {
        return counts.out() >= packets ? myself : miss("at least " + packets + " packets delivered", counts.out());
    }

    /**
     * Exactly this many packets were dropped, for whatever reason.
     *
     * @param packets how many
     * @return this
     */
    public S dropped(long packets) {
        return equal("packets dropped", packets, counts.dropped());
    }

    /**
     * Exactly this many packets were dropped for a reason; others may have been dropped for other reasons.
     *
     * @param reason why
     * @param packets how many
     * @return this
     */
    public S dropped(DropReason reason, long packets) {
        return equal("packets dropped for " + reason, packets, counts.dropped(reason));
    }

    /**
     * The part of the packets that was dropped, for whatever reason, is in a range. Packets that are still held count as not dropped.
     *
     * @param lowest the least part
     * @param highest the greatest part
     * @return this
     * @throws IllegalArgumentException if the range is empty
     */
    public S lossWithin(Probability lowest, Probability highest) {
        Ranges.require("loss", lowest, highest);
        long in = counts.in();
        if (in == 0) {
            throw unmet("loss within " + lowest + " .. " + highest, "no packet entered");
        }
        double loss = (double) counts.dropped() / in;
        if (loss < lowest.value() || loss > highest.value()) {
            throw unmet(
                    "loss within " + lowest + " .. " + highest,
                    Probability.of(loss) + " lost, " + counts.dropped() + " of " + in + ": " + counts);
        }
        return myself;
    }

    /**
     * Exactly this many packets were released after one that had entered their flow later, as RFC 4737 counts reordered packets.
     *
     * @param packets how many
     * @return this
     */
    public S reordered(long packets) {
        return equal("packets reordered", packets, counts.reordered());
    }

    private S equal(String of, long asked, long found) {
        return asked == found ? myself : miss(asked + " " + of, found);
    }

    private S miss(String asked, long found) {
        throw unmet(asked, found + ": " + counts);
    }

    final Run run() {
        return run;
    }

    final AssertionError unmet(String asked, String found) {
        return failure("%s", text(asked, found));
    }

    /** The error of an assertion that could not be decided. */
    final InconclusiveError inconclusive(String asked, String found) {
        String description = descriptionText();
        String text = "inconclusive, as the emulator was late: " + text(asked, found);
        return new InconclusiveError(description.isEmpty() ? text : "[" + description + "] " + text);
    }

    private String text(String asked, String found) {
        return "expected of " + what + ": " + asked + "\n but found: " + found + "\n " + run.circumstances();
    }
}
