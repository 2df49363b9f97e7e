package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/** Holds where another condition does not. */
record Not(Match match) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return !match.matches(packet, context);
    }

    @Override
    public Set<PacketField> fields() {
        return match.fields();
    }

    @Override
    public boolean flowConstant() {
        return match.flowConstant();
    }

    @Override
    public String toString() {
        return match instanceof AllOf || match instanceof AnyOf ? "not (" + match + ")" : "not " + match;
    }
}
