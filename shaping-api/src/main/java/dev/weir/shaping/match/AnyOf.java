package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds where one of its parts holds; asks them in order until the answer is known. Immutable and thread-safe.
 *
 * @param parts at least two, none of which is itself such a condition
 */
public record AnyOf(List<Match> parts) implements Match {
    /**
     * Flattens the parts.
     *
     * @param parts at least two
     * @throws IllegalArgumentException if there are fewer
     */
    public AnyOf {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("parts must be at least 2: " + parts.size());
        }
        parts = parts.stream()
                .flatMap(part -> part instanceof AnyOf nested ? nested.parts.stream() : Stream.of(part))
                .toList();
    }

    /** One condition, or some of which one must hold. */
    static Match of(List<? extends Match> parts) {
        return parts.size() == 1 ? parts.get(0) : new AnyOf(List.copyOf(parts));
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
    public Explanation explain(Packet packet, Context context) {
        List<Explanation> answers = new ArrayList<>();
        boolean holds = false;
        for (Match part : parts) {
            Explanation answer = holds ? Explanation.notAsked(part) : part.explain(packet, context);
            answers.add(answer);
            holds |= answer.holds();
        }
        return Explanation.of(this, holds, answers);
    }

    @Override
    public boolean counts() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).counts()) {
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
    public Set<AddressName> names() {
        return parts.stream().flatMap(part -> part.names().stream()).collect(Collectors.toUnmodifiableSet());
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
