package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Set;

/**
 * Holds where another condition does not. Immutable and thread-safe.
 *
 * @param match the other condition
 */
public record Not(Match match) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return !match.matches(packet, context);
    }

    @Override
    public Explanation explain(Packet packet, Context context) {
        Explanation answer = match.explain(packet, context);
        return Explanation.of(this, !answer.holds(), List.of(answer));
    }

    @Override
    public boolean counts() {
        return match.counts();
    }

    @Override
    public Set<PacketField> fields() {
        return match.fields();
    }

    @Override
    public Set<AddressName> names() {
        return match.names();
    }

    @Override
    public boolean flowConstant() {
        return match.flowConstant();
    }

    @Override
    public String toString() {
        return "not " + Parts.operand(match);
    }
}
