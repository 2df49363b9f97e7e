package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.match.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A list of rules, compiled: which of them may apply to a packet is found in a time that hardly depends on how many there are. Immutable; threads may
 * share it.
 */
public final class RuleProgram {
    /*
     * A rule made from a condition applies in regions of the space of headers, one for each way. Rules that must be asked about every packet, lambdas for
     * instance, are opaque. A hit is the number of a rule whose region has the packet, twice, plus one if the rule needs not be asked because it answers there.
     */
    private static final int SURE = 1;
    private static final TupleClassifier NOTHING = new TupleClassifier(new TupleBuilder(new int[0], new Box[0], false));

    private final List<Rule> rules;
    private final List<@Nullable Priority> answers;
    private final TupleClassifier[] classifiers = new TupleClassifier[PacketKey.WAYS];
    private final boolean[][] deciding;
    private final @Nullable Match[] constants;
    private final int[] opaque;
    private final int[] opaqueBefore;

    RuleProgram(List<Rule> rules, List<Form> forms) {
        this.rules = List.copyOf(rules);
        this.answers = new ArrayList<>();
        forms.forEach(form -> answers.add(form.priority()));
        opaque = IntStream.range(0, rules.size())
                .filter(rule -> forms.get(rule).opaque())
                .toArray();
        opaqueBefore = new int[rules.size() + 1];
        deciding = new boolean[Direction.values().length][rules.size()];
        constants = new Match[rules.size()];
        for (int rule = 0; rule < rules.size(); rule++) {
            constants[rule] = forms.get(rule).constant() ? forms.get(rule).match() : null;
            opaqueBefore[rule + 1] = opaqueBefore[rule] + (forms.get(rule).opaque() ? 1 : 0);
            for (Direction direction : Direction.values()) {
                deciding[direction.ordinal()][rule] = forms.get(rule).decides(direction);
            }
        }
        for (int way = 0; way < PacketKey.WAYS; way++) {
            classifiers[way] = classifier(forms, way);
        }
    }

    /** A way's classifier; the same for both directions where no rule tells them apart. */
    private TupleClassifier classifier(List<Form> forms, int way) {
        int half = PacketKey.WAYS / 2;
        if (way >= half && forms.stream().allMatch(form -> isSame(form, way, way - half))) {
            return classifiers[way - half];
        }
        List<Box> boxes = new ArrayList<>();
        int[] hits = new int[16];
        for (int rule = 0; rule < forms.size(); rule++) {
            if (!forms.get(rule).opaque()) {
                Region region = forms.get(rule).regions().get(way);
                for (Box box : region.boxes()) {
                    hits = boxes.size() == hits.length ? Arrays.copyOf(hits, 2 * hits.length) : hits;
                    hits[boxes.size()] = 2 * rule + (region.exact() ? SURE : 0);
                    boxes.add(box);
                }
            }
        }
        return boxes.isEmpty()
                ? NOTHING
                : new TupleClassifier(new TupleBuilder(hits, boxes.toArray(Box[]::new), PacketKey.versionOf(way) == 6));
    }

    @SuppressWarnings("ReferenceEquality") // forms keep the same object where both directions are alike
    private static boolean isSame(Form form, int way, int other) {
        return form.opaque() || form.regions().get(way) == form.regions().get(other);
    }

    List<Rule> rules() {
        return rules;
    }

    int[] opaque() {
        return opaque;
    }

    /** The number of opaque rules before a rule. */
    int opaqueBefore(int rule) {
        return opaqueBefore[rule];
    }

    /** Whether packets need to be classified at all. */
    boolean classifies() {
        return opaque.length < rules.size();
    }

    /** The first hit behind another one, -1 for the first of all, or {@link TupleClassifier#NONE}. */
    int next(PacketKey key, int after) {
        return classifiers[key.way].next(key, after | SURE);
    }

    static boolean isSure(int hit) {
        return (hit & SURE) != 0;
    }

    /** The same hit for a rule that needs not be asked. */
    static int sure(int hit) {
        return hit | SURE;
    }

    /** The condition of a rule, if it is the same for all packets of a flow and may be asked at any time; else null. */
    @Nullable
    Match constant(int rule) {
        return constants[rule];
    }

    static int rule(int hit) {
        return hit >>> 1;
    }

    /** Whether no rule behind a hit matters to packets of a way. */
    boolean decides(int hit, int way) {
        return isSure(hit) && deciding[PacketKey.directionOf(way).ordinal()][rule(hit)];
    }

    @Nullable
    Priority answer(int rule) {
        return answers.get(rule);
    }

    /**
     * The memory that the compiled conditions take.
     *
     * @return bytes, near enough; the rules themselves are not counted
     */
    public long bytes() {
        long sum = 0;
        for (int way = 0; way < classifiers.length; way++) {
            boolean shared = way >= PacketKey.WAYS / 2 && classifiers[way] == classifiers[way - PacketKey.WAYS / 2];
            sum += shared ? 0 : classifiers[way].bytes();
        }
        return sum;
    }
}
