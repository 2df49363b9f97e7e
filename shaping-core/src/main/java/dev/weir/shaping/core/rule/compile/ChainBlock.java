package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import org.jspecify.annotations.Nullable;

/** A few rules in a row, or a few blocks of them, asked in order. */
abstract class ChainBlock {
    /** How many rules or blocks a block has. */
    static final int SIZE = 8;

    ChainBlock() {}

    /**
     * Asks until a rule answers something.
     *
     * @param packet the packet
     * @param chain is told which rule answered, and of rules that throw
     * @param first the place of the block's first rule in the chain
     * @return the answer, or null if all rules pass
     */
    abstract @Nullable Priority find(Packet packet, RuleChain chain, int first);
}
