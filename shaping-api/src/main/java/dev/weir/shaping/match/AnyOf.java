package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds where one of its parts holds; asks them in order until the answer is known. */
record AnyOf(List<Match> parts) implements Match {
    static Match of(Match first, Match second) {
        List<Match> parts = new ArrayList<>();
        add(parts, first);
        add(parts, second);
        return new AnyOf(List.copyOf(parts));
    }

    private static void add(List<Match> parts, Match match) {
        if (match instanceof AnyOf nested) {
            parts.addAll(nested.parts);
        } else {
            parts.add(match);
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).matches(packet, context)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<PacketField> fields() {
        return parts.stream().flatMap(part -> part.fields().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean flowConstant() {
        return parts.stream().allMatch(Match::flowConstant);
    }

    @Override
    public String toString() {
        return parts.stream().map(AnyOf::text).collect(Collectors.joining(" or "));
    }

    private static String text(Match part) {
        return part instanceof AllOf ? "(" + part + ")" : part.toString();
    }
}
