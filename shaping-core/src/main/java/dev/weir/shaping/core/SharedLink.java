package dev.weir.shaping.core;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.engine.SharedLine;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import java.util.Objects;

/**
 * One serialising link that several shapers send through: a cap that they share. Its packets go in the order in which they come, whichever
 * shaper they come from.
 *
 * <p>Thread-safe; a packet reserves its time on the link lock-free and without allocation. Time is exact: no rounding adds up. The link keeps its
 * state between simulations: each starts at the link's time 0, so make a new link for a fresh start. In one thread the same inputs give
 * the same outputs; between threads the order is that of arrival.
 */
public final class SharedLink {
    private final Impairment impairment;
    private final SharedTime time;

    private SharedLink(Impairment impairment) {
        this.impairment = impairment;
        this.time = new SharedTime();
    }

    /**
     * A link of a rate alone.
     *
     * @param rate the rate
     * @return a link that is free
     */
    public static SharedLink of(Rate rate) {
        return of(Impairment.builder().rate(rate).build());
    }

    /**
     * A line whose link is shared. Its loss, limit and delay are not: each shaper has its own.
     *
     * @param impairment the line, with a rate; its queue bounds bytes or time
     * @return a link that is free
     * @throws IllegalArgumentException if there is no rate, the queue bounds packets, or there is a queue discipline
     */
    public static SharedLink of(Impairment impairment) {
        Rate rate = impairment.rate();
        if (rate == null) {
            throw new IllegalArgumentException("shared link must have a rate: \"" + impairment + "\"");
        }
        if (impairment.queue() instanceof QueueLimit.Packets || impairment.queue() instanceof QueueLimit.Both) {
            throw new IllegalArgumentException("queue of a shared link must be bytes or a time: " + impairment.queue());
        }
        if (!impairment.discipline().equals(QueueDiscipline.tailDrop())) {
            throw new IllegalArgumentException("a shared link must drop from its tail: " + impairment.discipline());
        }
        return new SharedLink(impairment);
    }

    /**
     * The line.
     *
     * @return the impairment
     */
    public Impairment impairment() {
        return impairment;
    }

    /** What engines share. */
    SharedLine line() {
        return new SharedLine(
                time, Objects.requireNonNull(impairment.rate()), impairment.framing(), impairment.queue());
    }
}
