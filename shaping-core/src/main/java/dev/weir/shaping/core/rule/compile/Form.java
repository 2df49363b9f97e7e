package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.match.MatchOutline;
import dev.weir.shaping.match.RuleOutline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a rule without asking it. Immutable.
 *
 * @param regions where it may apply, for each way
 * @param priority what it answers where it applies, or null if only the rule knows
 */
record Form(List<Region> regions, @Nullable Priority priority) {
    private static final Form OPAQUE = new Form(List.of(), null);

    static Form of(Rule rule) {
        RuleOutline outline = RuleOutline.of(rule);
        if (outline == null) {
            return OPAQUE;
        }
        List<Region> regions = regions(outline.condition());
        return regions.stream().allMatch(Form::saysNothing) ? OPAQUE : new Form(regions, outline.priority());
    }

    private static List<Region> regions(MatchOutline condition) {
        List<Region> regions = new ArrayList<>();
        int half = PacketKey.WAYS / 2;
        for (int way = 0; way < PacketKey.WAYS; way++) {
            Region region = new Regions(way).of(condition);
            boolean same = way >= half && region.equals(regions.get(way - half));
            regions.add(same ? regions.get(way - half) : region);
        }
        return List.copyOf(regions);
    }

    private static boolean saysNothing(Region region) {
        return !region.exact() && region.boxes().contains(Box.ALL);
    }

    /** Whether the rule must be asked about every packet. */
    boolean opaque() {
        return regions.isEmpty();
    }

    /** Whether no rule after this one matters to a packet for which it applies. */
    boolean decides(Direction direction) {
        if (priority == null) {
            return false;
        }
        Treatment treatment = priority.treatment(direction);
        return !treatment.passes()
                && treatment.category() != null
                && treatment.limiting().tracking() == null
                && treatment.limiting().quota() == null;
    }
}
