package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Context;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.match.Match;
import java.util.Arrays;

/**
 * The plan of each flow, kept as long as the program is the same, so that a flow is classified once. Not thread-safe; allocates only for a plan that is new, and while
 * flows grow to a new peak.
 */
final class FlowPlans {
    /*
     * A flow's entry, 0 for none: the generation in which it was made in the upper half, then the plan's number, and in bit 0 whether ports were known: packets without ports may be in
     * the flow of packets with port 0.
     */
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE = 1 << PAGE_SHIFT;

    private final Plans plans = new Plans();
    private final int[] scratch = new int[Plan.MOST];
    private long[][] pages = new long[4][];
    private long generation;

    /** Forgets everything. */
    void clear() {
        plans.clear();
        generation++;
    }

    /** Forgets a flow: another has its number from now on. */
    void forget(int flow) {
        int page = flow >>> PAGE_SHIFT;
        if (page < pages.length && pages[page] != null) {
            pages[page][flow & PAGE - 1] = 0;
        }
    }

    /** The plan of a packet's flow. */
    Plan plan(RuleProgram program, PacketKey key, PacketView view, Context[] contexts, int flow) {
        long[] page = page(flow);
        long mark = generation << 32 | (key.sourcePort == PacketKey.NO_PORT ? 0 : 1);
        long entry = page[flow & PAGE - 1];
        if ((entry & ~0xFFFF_FFFEL) == mark) {
            return plans.get((int) entry >>> 1);
        }
        int number = classify(program, key, view, contexts);
        page[flow & PAGE - 1] = generation << 32 | mark & 1 | (long) number << 1;
        return plans.get(number);
    }

    private int classify(RuleProgram program, PacketKey key, PacketView view, Context[] contexts) {
        if (plans.isFull()) {
            clear();
        }
        int count = 0;
        int hit = program.next(key, -1);
        boolean decided = false;
        while (hit != TupleClassifier.NONE && !decided && count < Plan.MOST) {
            int known = known(program, hit, view, contexts);
            if (known != TupleClassifier.NONE) {
                scratch[count++] = known;
                decided = program.decides(known, key.way);
            }
            hit = decided ? TupleClassifier.NONE : program.next(key, hit);
        }
        return plans.number(scratch, count, hit != TupleClassifier.NONE);
    }

    /** Asks a condition that is the same for all packets of the flow now, so that it need not be asked again: the hit is sure then, or none. */
    private static int known(RuleProgram program, int hit, PacketView view, Context[] contexts) {
        int rule = RuleProgram.rule(hit);
        Match constant = program.constant(rule);
        if (RuleProgram.isSure(hit) || constant == null) {
            return hit;
        }
        return constant.matches(view, contexts[rule]) ? RuleProgram.sure(hit) : TupleClassifier.NONE;
    }

    private long[] page(int flow) {
        int page = flow >>> PAGE_SHIFT;
        if (page >= pages.length || pages[page] == null) {
            grow(page);
        }
        return pages[page];
    }

    private void grow(int page) {
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * pages.length));
        }
        pages[page] = new long[PAGE];
    }
}
