package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.MatchRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a rule without asking it. Immutable.
 *
 * @param regions where it may apply, for each way
 * @param match when it answers, or null if only the rule knows
 * @param priority what it answers then
 * @param constant whether the condition has one answer for all packets of a flow, and may be asked at any time
 */
record Form(List<Region> regions, @Nullable Match match, @Nullable Priority priority, boolean constant) {
    private static final Form OPAQUE = new Form(List.of(), null, null, false);

    static Form of(Rule rule) {
        if (rule instanceof MatchRule made) {
            Match match = made.match();
            List<Region> regions = regions(match);
            boolean constant = match.flowConstant() && Regions.isSilent(match);
            return !constant && regions.stream().allMatch(Form::saysNothing)
                    ? OPAQUE
                    : new Form(regions, match, made.priority(), constant);
        }
        return OPAQUE;
    }

    private static List<Region> regions(Match condition) {
        List<Region> regions = new ArrayList<>();
        int half = PacketKey.WAYS / 2;
        for (int way = 0; way < PacketKey.WAYS; way++) {
            Region region = new Regions(way).of(condition).inPieces();
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
