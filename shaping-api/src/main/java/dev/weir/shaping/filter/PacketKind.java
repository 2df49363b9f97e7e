package dev.weir.shaping.filter;

import dev.weir.shaping.match.Match;
import java.util.List;

/**
 * Packets of which a driver's language can say the same things, such as those of one IP version.
 *
 * @param test holds for packets of this kind, exactly, among those of the kind that it is a part of
 * @param parts the kinds that make up this one, each packet being of one of them; or empty
 * @param leaves what the language can say of conditions that are not made of others, where there are no parts
 */
record PacketKind(Expression test, List<PacketKind> parts, Leaves leaves) {
    /** What a language can say of a condition that is not made of others. */
    @FunctionalInterface
    interface Leaves {
        Bounds of(Match match);
    }

    PacketKind(Expression test, Leaves leaves) {
        this(test, List.of(), leaves);
    }

    PacketKind(Expression test, List<PacketKind> parts) {
        this(test, parts, match -> Bounds.UNKNOWN);
    }
}
