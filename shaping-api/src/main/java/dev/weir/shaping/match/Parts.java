package dev.weir.shaping.match;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@link AllOf} and {@link AnyOf} have in common: the sums of what is known of their parts. */
final class Parts {
    private Parts() {}

    static void requireSeveral(List<Match> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("parts must be at least 2: " + parts.size());
        }
    }

    static Set<PacketField> fields(List<Match> parts) {
        return parts.stream().flatMap(part -> part.fields().stream()).collect(Collectors.toUnmodifiableSet());
    }

    static Set<AddressName> names(List<Match> parts) {
        return parts.stream().flatMap(part -> part.names().stream()).collect(Collectors.toUnmodifiableSet());
    }

    static boolean flowConstant(List<Match> parts) {
        return parts.stream().allMatch(Match::flowConstant);
    }

    /** The parts with a word between them. */
    static String joined(List<Match> parts, String word) {
        return parts.stream().map(Parts::operand).collect(Collectors.joining(" " + word + " "));
    }

    /** A condition as it stands behind or before a word: in parentheses if it has parts. */
    static String operand(Match match) {
        return match instanceof AllOf || match instanceof AnyOf ? "(" + match + ")" : match.toString();
    }
}
