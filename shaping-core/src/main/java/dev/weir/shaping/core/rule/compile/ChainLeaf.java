package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A template: eight rules and their contexts as constants of a class. {@link ChainBuilder} defines it anew for every eight rules, so that a just-in-time compiler knows
 * which rules are called and can merge their code. The template itself is never initialised.
 */
final class ChainLeaf extends ChainBlock {
    private static final Priority PASS = Priorities.pass();
    private static final Rule RULE_0;
    private static final Rule RULE_1;
    private static final Rule RULE_2;
    private static final Rule RULE_3;
    private static final Rule RULE_4;
    private static final Rule RULE_5;
    private static final Rule RULE_6;
    private static final Rule RULE_7;

    private static final Context CONTEXT_0;
    private static final Context CONTEXT_1;
    private static final Context CONTEXT_2;
    private static final Context CONTEXT_3;
    private static final Context CONTEXT_4;
    private static final Context CONTEXT_5;
    private static final Context CONTEXT_6;
    private static final Context CONTEXT_7;

    static {
        try {
            Object[] data = Objects.requireNonNull(
                    MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Object[].class));
            RULE_0 = (Rule) data[0];
            CONTEXT_0 = (Context) data[1];
            RULE_1 = (Rule) data[2];
            CONTEXT_1 = (Context) data[3];
            RULE_2 = (Rule) data[4];
            CONTEXT_2 = (Context) data[5];
            RULE_3 = (Rule) data[6];
            CONTEXT_3 = (Context) data[7];
            RULE_4 = (Rule) data[8];
            CONTEXT_4 = (Context) data[9];
            RULE_5 = (Rule) data[10];
            CONTEXT_5 = (Context) data[11];
            RULE_6 = (Rule) data[12];
            CONTEXT_6 = (Context) data[13];
            RULE_7 = (Rule) data[14];
            CONTEXT_7 = (Context) data[15];
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("class data must be readable", e);
        }
    }

    ChainLeaf() {}

    @Override
    @SuppressWarnings("ReferenceEquality") // what is equal to it and not the same does as little
    @Nullable
    Priority find(Packet packet, RuleChain chain, int first) {
        int at = first;
        try {
            Priority answer = RULE_0.evaluate(packet, CONTEXT_0);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_1.evaluate(packet, CONTEXT_1);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_2.evaluate(packet, CONTEXT_2);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_3.evaluate(packet, CONTEXT_3);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_4.evaluate(packet, CONTEXT_4);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_5.evaluate(packet, CONTEXT_5);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_6.evaluate(packet, CONTEXT_6);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            at++;
            answer = RULE_7.evaluate(packet, CONTEXT_7);
            if (answer != null && answer != PASS) {
                return chain.found(at, answer);
            }
            return null;
        } catch (RuntimeException e) {
            return chain.failed(packet, at, first + SIZE, e);
        }
    }
}
