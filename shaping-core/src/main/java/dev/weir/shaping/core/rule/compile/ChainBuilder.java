package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a tree of hidden classes in which every rule of a list is a constant. For any thread; takes about 20 ms for a thousand rules. */
final class ChainBuilder {
    private static final ChainBlock PASSING = new Passing();
    private static final Rule PASS = (packet, context) -> null;

    private final byte[] leaf;
    private final byte[] node;

    /** In place of blocks that are not there. */
    private static final class Passing extends ChainBlock {
        @Override
        @Nullable
        Priority find(Packet packet, RuleChain chain, int first) {
            return null;
        }
    }

    private ChainBuilder() throws IOException {
        leaf = bytes(ChainLeaf.class.getSimpleName());
        node = bytes(ChainNode.class.getSimpleName());
    }

    private static byte[] bytes(String template) throws IOException {
        try (InputStream in = ChainBuilder.class.getResourceAsStream(template + ".class")) {
            if (in == null) {
                throw new IOException("class file must be there: " + template);
            }
            return in.readAllBytes();
        }
    }

    /** A block that asks all rules in order, or null if this virtual machine has no way to make one. */
    static @Nullable ChainBlock build(Rule[] rules, Context[] contexts) {
        try {
            return new ChainBuilder().tree(rules, contexts);
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private ChainBlock tree(Rule[] rules, Context[] contexts) throws ReflectiveOperationException {
        List<ChainBlock> blocks = new ArrayList<>();
        for (int first = 0; first < rules.length; first += ChainBlock.SIZE) {
            Object[] data = new Object[2 * ChainBlock.SIZE];
            for (int i = 0; i < ChainBlock.SIZE; i++) {
                int rule = Math.min(first + i, rules.length - 1);
                data[2 * i] = first + i == rule ? rules[rule] : PASS;
                data[2 * i + 1] = contexts[rule];
            }
            blocks.add(define(leaf, data));
        }
        int rulesEach = ChainBlock.SIZE;
        while (blocks.size() > 1) {
            blocks = parents(blocks, rulesEach);
            rulesEach *= ChainBlock.SIZE;
        }
        return blocks.get(0);
    }

    private List<ChainBlock> parents(List<ChainBlock> blocks, int rulesEach) throws ReflectiveOperationException {
        List<ChainBlock> parents = new ArrayList<>();
        for (int first = 0; first < blocks.size(); first += ChainBlock.SIZE) {
            Object[] data = new Object[ChainBlock.SIZE + 1];
            Arrays.fill(data, PASSING);
            data[ChainBlock.SIZE] = rulesEach;
            for (int i = first; i < Math.min(first + ChainBlock.SIZE, blocks.size()); i++) {
                data[i - first] = blocks.get(i);
            }
            parents.add(define(node, data));
        }
        return parents;
    }

    private static ChainBlock define(byte[] template, Object[] data) throws ReflectiveOperationException {
        MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClassWithClassData(template, data, true);
        return (ChainBlock) hidden.lookupClass().getDeclaredConstructor().newInstance();
    }
}
