package dev.weir.shaping;

import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to a packet.
 *
 * <p>The engine asks its rules in list order; the first answer that is not {@link Priorities#pass()} wins. A rule is called on
 * the packet path: it should not block, do input or output, or allocate. An engine calls it from one thread at a time, but the
 * shards of a live run, and several runs of one recipe, call it from several threads at once: what it keeps outside its context must bear that.
 * A rule that throws is taken to pass, unless {@link Settings#ruleFailure} says otherwise, and the error is counted.
 *
 * <pre>{@code
 * Rule usFirst = (packet, context) -> packet.country() == US && packet.incoming() ? high() : pass();
 * }</pre>
 */
@FunctionalInterface
public interface Rule {
    /**
     * Judges one packet.
     *
     * @param packet the packet; valid only during this call
     * @param context what persists for this rule between packets
     * @return what to do; {@link Priorities#pass()} or {@code null} to leave the packet to the next rule
     */
    @Nullable
    Priority evaluate(Packet packet, Context context);
}
