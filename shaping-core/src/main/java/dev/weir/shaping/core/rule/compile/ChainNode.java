package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A template as {@link ChainLeaf} is, of eight blocks. */
final class ChainNode extends ChainBlock {
    private static final ChainBlock BLOCK_0;
    private static final ChainBlock BLOCK_1;
    private static final ChainBlock BLOCK_2;
    private static final ChainBlock BLOCK_3;
    private static final ChainBlock BLOCK_4;
    private static final ChainBlock BLOCK_5;
    private static final ChainBlock BLOCK_6;
    private static final ChainBlock BLOCK_7;
    /** How many rules each block has. */
    private static final int RULES;

    static {
        try {
            Object[] data = Objects.requireNonNull(
                    MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Object[].class));
            BLOCK_0 = (ChainBlock) data[0];
            BLOCK_1 = (ChainBlock) data[1];
            BLOCK_2 = (ChainBlock) data[2];
            BLOCK_3 = (ChainBlock) data[3];
            BLOCK_4 = (ChainBlock) data[4];
            BLOCK_5 = (ChainBlock) data[5];
            BLOCK_6 = (ChainBlock) data[6];
            BLOCK_7 = (ChainBlock) data[7];
            RULES = (int) data[8];
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("class data must be readable", e);
        }
    }

    ChainNode() {}

    @Override
    @Nullable
    Priority find(Packet packet, RuleChain chain, int first) {
        Priority answer = BLOCK_0.find(packet, chain, first);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_1.find(packet, chain, first + RULES);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_2.find(packet, chain, first + 2 * RULES);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_3.find(packet, chain, first + 3 * RULES);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_4.find(packet, chain, first + 4 * RULES);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_5.find(packet, chain, first + 5 * RULES);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_6.find(packet, chain, first + 6 * RULES);
        if (answer != null) {
            return answer;
        }
        answer = BLOCK_7.find(packet, chain, first + 7 * RULES);
        return answer;
    }
}
