package dev.weir.shaping.impair;

import java.util.Objects;

/**
 * Flow queues with controlled delay (RFC 8290): flows are spread over queues by a hash that depends on the seed, each queue is controlled like {@link
 * Codel}, and the queues take turns by deficit round robin. A queue that was empty goes first, so that a flow that sends little hardly waits.
 * When what waits exceeds {@code queue=}, the queue with the most bytes loses half of them from its head, at most 64 packets at a time. Immutable and thread-safe.
 *
 * @param codel how each queue is controlled
 * @param flows how many queues there are, 1 to {@value #MAX_FLOWS}
 * @param quantum the bytes that a queue sends in its turn, 1 to {@value #MAX_QUANTUM}
 */
public record FqCodel(Codel codel, int flows, int quantum) implements QueueDiscipline {
    /** The most queues. */
    public static final int MAX_FLOWS = 65_536;

    /** The largest quantum, in bytes. */
    public static final int MAX_QUANTUM = 1 << 20;

    static final FqCodel DEFAULT = new FqCodel(Codel.DEFAULT, 1_024, 1_514);

    /**
     * Checks the ranges.
     *
     * @param codel how each queue is controlled
     * @param flows how many queues there are, 1 to {@value #MAX_FLOWS}
     * @param quantum the bytes that a queue sends in its turn, 1 to {@value #MAX_QUANTUM}
     * @throws IllegalArgumentException if out of range
     */
    public FqCodel {
        Objects.requireNonNull(codel, "codel");
        if (flows < 1 || flows > MAX_FLOWS) {
            throw new IllegalArgumentException("flows must be within 1.." + MAX_FLOWS + ": " + flows);
        }
        QueueDisciplineText.requireBytes("quantum", quantum, 1, MAX_QUANTUM);
    }

    /**
     * The same, but marks.
     *
     * @return the discipline
     */
    public FqCodel withEcn() {
        return new FqCodel(codel.withEcn(), flows, quantum);
    }

    @Override
    public String toString() {
        return QueueDisciplineText.format(this);
    }
}
