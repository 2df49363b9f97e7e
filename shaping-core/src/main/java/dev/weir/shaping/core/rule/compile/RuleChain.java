package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A run of rules that must be asked one after the other: in a loop at first, through a {@link ChainBlock} once that has shown to be faster. What is asked, and in what
 * order, is the same. Not thread-safe, but for the building of the block; allocates nothing per packet.
 */
final class RuleChain {
    /** The most rules of a chain: beyond that a compiler takes very long for a block. */
    static final int MOST = 1_024;

    private final Rule[] rules;
    private final Context[] contexts;
    private final RuleFault faults;
    private final ChainTrial trial;
    private int number;
    private int foundAt;

    /**
     * A chain.
     *
     * @param rules the rules
     * @param contexts a context for each
     * @param number the first rule's number; those of the others follow
     * @param faults is told of rules that throw
     * @param workshop where blocks are built and what time it is
     */
    RuleChain(Rule[] rules, Context[] contexts, int number, RuleFault faults, ChainWorkshop workshop) {
        this.rules = rules;
        this.contexts = contexts;
        this.number = number;
        this.faults = faults;
        this.trial = new ChainTrial(rules, contexts, workshop);
    }

    /** Asks all rules until one answers something, or answers null. */
    @Nullable
    Priority find(Packet packet) {
        ChainBlock block = trial.turn();
        if (!trial.isTimed()) {
            return block == null ? loop(packet, 0, rules.length) : block.find(packet, this, 0);
        }
        long start = trial.nanos();
        Priority answer = block == null ? loop(packet, 0, rules.length) : block.find(packet, this, 0);
        trial.took(trial.nanos() - start, block != null);
        return answer;
    }

    /** The place of the rule that answered last. */
    int foundAt() {
        return foundAt;
    }

    Priority found(int at, Priority answer) {
        foundAt = at;
        return answer;
    }

    /** Goes on in a block, up to its end, after a rule that threw. */
    @Nullable
    Priority failed(Packet packet, int at, int end, RuntimeException error) {
        Priority answer = faults.failed(number + at, error);
        return answer != null && isAnswer(answer)
                ? found(at, answer)
                : loop(packet, at + 1, Math.min(end, rules.length));
    }

    /** Asks some of the rules in a loop. */
    @Nullable
    Priority loop(Packet packet, int from, int to) {
        for (int at = from; at < to; at++) {
            Priority answer = ask(packet, at);
            if (isAnswer(answer)) {
                foundAt = at;
                return answer;
            }
        }
        return null;
    }

    /** Whether these are the chain's rules and contexts, the very same ones. */
    boolean has(Rule[] otherRules, Context[] otherContexts) {
        return same(rules, otherRules) && same(contexts, otherContexts);
    }

    private static boolean same(Object[] some, Object[] others) {
        boolean same = some.length == others.length;
        for (int i = 0; same && i < some.length; i++) {
            same = some[i] == others[i];
        }
        return same;
    }

    Context firstContext() {
        return contexts[0];
    }

    /** Gives the first rule another number, and the others those that follow. */
    void number(int newNumber) {
        number = newNumber;
    }

    int size() {
        return rules.length;
    }

    private @Nullable Priority ask(Packet packet, int at) {
        try {
            return rules[at].evaluate(packet, contexts[at]);
        } catch (RuntimeException e) {
            return faults.failed(number + at, e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // what is equal to it and not the same does as little, only slower
    static boolean isAnswer(@Nullable Priority answer) {
        return answer != null && answer != Priorities.pass();
    }
}
