package dev.weir.shaping.config;

import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Not;

/**
 * Whether a condition holds wherever another does. Says yes only where it is certain: it follows {@code and}, {@code or} and {@code not}, and compares conditions
 * on one field; it does not join several fields, nor look into predicates, nor compare counts of traffic. Gives up after some steps. One use, not thread-safe.
 */
final class Coverage {
    private static final int MOST_STEPS = 100_000;

    private int steps;

    /** Whether the wide condition holds for every packet for which the narrow one does, at the same moment. */
    boolean covers(Match wide, Match narrow) {
        if (++steps > MOST_STEPS) {
            return false;
        }
        if (wide instanceof Always || never(narrow)) {
            return true;
        }
        if (narrow instanceof AnyOf any && any.parts().stream().allMatch(part -> covers(wide, part))) {
            return true;
        }
        if (wide instanceof AllOf all) {
            return all.parts().stream().allMatch(part -> covers(part, narrow));
        }
        if (narrow instanceof AllOf all && all.parts().stream().anyMatch(part -> covers(wide, part))) {
            return true;
        }
        if (wide instanceof AnyOf any) {
            return any.parts().stream().anyMatch(part -> covers(part, narrow));
        }
        if (wide instanceof Not not) {
            return disjoint(not.match(), narrow);
        }
        return plain(narrow) && FieldCoverage.covers(wide, narrow);
    }

    /** Whether no packet meets both conditions, at any moment. */
    boolean disjoint(Match one, Match other) {
        if (++steps > MOST_STEPS) {
            return false;
        }
        if (one instanceof AnyOf any) {
            return any.parts().stream().allMatch(part -> disjoint(part, other));
        }
        if (other instanceof AnyOf) {
            return disjoint(other, one);
        }
        if (one instanceof AllOf all && all.parts().stream().anyMatch(part -> disjoint(part, other))) {
            return true;
        }
        if (other instanceof AllOf all && all.parts().stream().anyMatch(part -> disjoint(one, part))) {
            return true;
        }
        if (one instanceof Not not && covers(not.match(), other)) {
            return true;
        }
        if (other instanceof Not not) {
            return covers(not.match(), one);
        }
        return plain(one) && plain(other) && FieldCoverage.disjoint(one, other);
    }

    /** Whether no packet at all meets a condition: two of its parts exclude each other. */
    boolean never(Match match) {
        steps++;
        if (match instanceof AnyOf any) {
            return any.parts().stream().allMatch(this::never);
        }
        if (match instanceof Not not) {
            return not.match() instanceof Always;
        }
        if (!(match instanceof AllOf all)) {
            return false;
        }
        for (int i = 0; i < all.parts().size() && steps <= MOST_STEPS; i++) {
            Match part = all.parts().get(i);
            if (never(part) || all.parts().subList(0, i).stream().anyMatch(earlier -> disjoint(earlier, part))) {
                return true;
            }
        }
        return false;
    }

    private static boolean plain(Match match) {
        return !(match instanceof AllOf || match instanceof AnyOf || match instanceof Not || match instanceof Always);
    }
}
