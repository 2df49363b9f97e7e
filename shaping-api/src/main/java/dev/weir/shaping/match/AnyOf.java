package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        Parts.requireSeveral(parts);
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
        return Parts.fields(parts);
    }

    @Override
    public Set<AddressName> names() {
        return Parts.names(parts);
    }

    @Override
    public boolean flowConstant() {
        return Parts.flowConstant(parts);
    }

    @Override
    public String toString() {
        return Parts.joined(parts, "or");
    }
}
