package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import java.time.Duration;

/**
 * How packets wait for a serialising link, and which of them are dropped. Immutable and thread-safe; {@code toString} is read back by {@link
 * #parse}.
 *
 * <p>Whatever the discipline, {@code queue=} bounds what waits. What an active discipline drops counts as {@code AQM}, what finds no room as {@code
 * LINK_QUEUE_FULL}. Where a discipline marks, a packet of an ECN-capable transport (RFC 3168) is sent with <em>congestion experienced</em> set instead of being
 * dropped. A packet of a source that may not lose any is never dropped: it is sent as a marked one would be.
 */
public sealed interface QueueDiscipline permits TailDrop, HeadDrop, Codel, FqCodel, Pie, Red {
    /** The longest target, interval, reference or burst. */
    Duration MAX_TIME = Duration.ofSeconds(3);

    /**
     * First in, first out; a packet that finds no room is dropped.
     *
     * @return the discipline of a link that names none
     */
    static TailDrop tailDrop() {
        return TailDrop.INSTANCE;
    }

    /**
     * First in, first out; a packet that finds no room takes that of the ones that have waited longest, which are dropped.
     *
     * @return the discipline
     */
    static HeadDrop headDrop() {
        return HeadDrop.INSTANCE;
    }

    /**
     * Controlled delay (RFC 8289) with a target of 5 ms and an interval of 100 ms.
     *
     * @return the discipline, which does not mark
     */
    static Codel codel() {
        return Codel.DEFAULT;
    }

    /**
     * Controlled delay (RFC 8289).
     *
     * @param target the waiting time that may last, 1 ns to 3 s
     * @param interval how long it may be exceeded before packets are dropped, 1 ns to 3 s
     * @return the discipline, which does not mark
     * @throws IllegalArgumentException if out of range
     */
    static Codel codel(Duration target, Duration interval) {
        return new Codel(target, interval, Codel.DEFAULT.mtu(), false);
    }

    /**
     * Flow queues with controlled delay (RFC 8290): 1024 queues, a quantum of 1514 bytes.
     *
     * @return the discipline, which does not mark
     */
    static FqCodel fqCodel() {
        return FqCodel.DEFAULT;
    }

    /**
     * Proportional integral controller enhanced (RFC 8033) with a reference of 15 ms and bursts of 150 ms.
     *
     * @return the discipline, which does not mark
     */
    static Pie pie() {
        return Pie.DEFAULT;
    }

    /**
     * Random early detection (Floyd and Jacobson 1993), gentle.
     *
     * @param least the average queue from which packets are dropped
     * @param most the average queue at which they are dropped with the probability
     * @param probability of dropping a packet there, above 0
     * @return the discipline, which does not mark
     * @throws IllegalArgumentException if out of range
     */
    static Red red(DataSize least, DataSize most, Probability probability) {
        return new Red(least, most, probability, Red.DEFAULT_WEIGHT, true, false);
    }

    /**
     * Reads {@code tail-drop}, {@code head-drop}, {@code codel}, {@code fq-codel}, {@code pie} or {@code red}, the last four with parameters such as {@code
     * codel(target=5 ms, interval=100 ms, ecn)}. Parameters that are not given are those of the factories; {@code red} needs {@code min}, {@code
     * max} and {@code probability}.
     *
     * @param text the text
     * @return the discipline
     * @throws IllegalArgumentException naming what was expected
     */
    static QueueDiscipline parse(String text) {
        return QueueDisciplineText.parse(text);
    }
}
