package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.RuleContext;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program for one packet after the other: tells the rules that answer, in order, as if each had been asked in turn.
 *
 * <p>What a rule that throws a {@link RuntimeException} is taken to have answered, somebody else decides. Not thread-safe; allocates nothing per packet, except for plans that were not met before.
 */
public final class RuleRun {
    /** No rule. */
    public static final int NONE = -1;

    private static final RuleProgram EMPTY = new RuleCompiler().compile(RuleSet.empty());

    private final PacketHeaders headers;
    private final PacketView view;
    private final RuleFault faults;
    private final PacketKey key = new PacketKey();
    private final FlowPlans flows = new FlowPlans();
    private RuleProgram program = EMPTY;
    private Rule[] rules = {};
    private RuleContext[] contexts = {};
    private RuleChain[] chains = {};
    private int[] chainStarts = {};
    private ChainWorkshop workshop = ChainWorkshop.TIMELESS;

    private @Nullable Plan plan;
    private int place;
    private int hit;
    private int opaqueAt;
    private int opaqueEnd;
    private @Nullable Priority answer;

    /**
     * A run of no rules.
     *
     * @param headers the headers of the packet at hand
     * @param view the packet as rules see it
     * @param faults is told of rules that throw
     */
    public RuleRun(PacketHeaders headers, PacketView view, RuleFault faults) {
        this.headers = headers;
        this.view = view;
        this.faults = faults;
    }

    /**
     * Goes on with another program, from the next packet on.
     *
     * @param next the program
     * @param itsContexts a context for each of its rules
     */
    public void program(RuleProgram next, List<RuleContext> itsContexts) {
        program = next;
        rules = next.rules().toArray(Rule[]::new);
        contexts = itsContexts.toArray(RuleContext[]::new);
        flows.clear();
        link();
    }

    /** Makes a chain of each run of opaque rules between two that are not; a chain that was there before goes on. */
    private void link() {
        IdentityHashMap<Context, RuleChain> before = new IdentityHashMap<>();
        for (RuleChain chain : chains) {
            before.put(chain.firstContext(), chain);
        }
        int[] opaque = program.opaque();
        chains = new RuleChain[opaque.length];
        chainStarts = new int[opaque.length];
        for (int first = 0; first < opaque.length; first += chains[first].size()) {
            int end = first + 1;
            while (end < opaque.length && opaque[end] == opaque[end - 1] + 1 && end - first < RuleChain.MOST) {
                end++;
            }
            Arrays.fill(chains, first, end, chain(opaque[first], opaque[first] + end - first, before));
            Arrays.fill(chainStarts, first, end, first);
        }
    }

    private RuleChain chain(int from, int to, IdentityHashMap<Context, RuleChain> before) {
        Rule[] itsRules = Arrays.copyOfRange(rules, from, to);
        RuleContext[] itsContexts = Arrays.copyOfRange(contexts, from, to);
        RuleChain known = before.get(contexts[from]);
        if (known == null || !known.has(itsRules, itsContexts)) {
            return new RuleChain(itsRules, itsContexts, from, faults, workshop);
        }
        known.number(from);
        return known;
    }

    /**
     * Sets how chains of rules get faster; those of the program at hand start over.
     *
     * @param newWorkshop builds and tells the time
     */
    public void workshop(ChainWorkshop newWorkshop) {
        workshop = newWorkshop;
        chains = new RuleChain[0];
        link();
    }

    /**
     * Notes that a flow begins, whose number another may have had before.
     *
     * @param flow the flow
     */
    public void begin(int flow) {
        flows.forget(flow);
    }

    /**
     * Starts with the packet to which headers and view are set.
     *
     * @param direction its direction
     * @param flow its flow
     */
    public void start(Direction direction, int flow) {
        opaqueAt = 0;
        place = 0;
        hit = TupleClassifier.NONE;
        if (program.classifies()) {
            key.set(headers, direction);
            plan = flows.plan(program, key, view, contexts, flow);
            hit = plan.hit(0);
        }
        opaqueEnd = opaqueBefore(hit);
    }

    private int opaqueBefore(int nextHit) {
        return program.opaqueBefore(nextHit == TupleClassifier.NONE ? rules.length : RuleProgram.rule(nextHit));
    }

    /**
     * The next rule that has an answer other than to pass and nothing else.
     *
     * @return its number in the program, or {@link #NONE}
     */
    public int next() {
        while (true) {
            int opaque = nextOpaque();
            if (opaque != NONE || hit == TupleClassifier.NONE) {
                return opaque;
            }
            int now = hit;
            advance();
            int rule = RuleProgram.rule(now);
            answer = RuleProgram.isSure(now) ? program.answer(rule) : ask(rule);
            if (RuleChain.isAnswer(answer)) {
                return rule;
            }
        }
    }

    /**
     * The answer of the rule found last.
     *
     * @return the answer
     */
    public Priority answer() {
        Priority found = answer;
        if (found == null) {
            throw new IllegalStateException("there must be an answer");
        }
        return found;
    }

    /** Asks opaque rules, a whole chain of them at once where that begins here. */
    private int nextOpaque() {
        while (opaqueAt < opaqueEnd) {
            RuleChain chain = chains[opaqueAt];
            int first = chainStarts[opaqueAt];
            int end = first + chain.size();
            answer = first == opaqueAt ? chain.find(view) : chain.loop(view, opaqueAt - first, chain.size());
            opaqueAt = answer == null ? end : first + chain.foundAt() + 1;
            if (answer != null) {
                return program.opaque()[opaqueAt - 1];
            }
        }
        return NONE;
    }

    private void advance() {
        Plan now = plan;
        if (now != null) {
            int last = hit;
            hit = place < now.size() ? now.hit(++place) : TupleClassifier.NONE;
            if (hit == TupleClassifier.NONE && now.more) {
                hit = program.next(key, last);
            }
        }
        opaqueEnd = opaqueBefore(hit);
    }

    private @Nullable Priority ask(int rule) {
        try {
            return rules[rule].evaluate(view, contexts[rule]);
        } catch (RuntimeException e) {
            return faults.failed(rule, e);
        }
    }
}
