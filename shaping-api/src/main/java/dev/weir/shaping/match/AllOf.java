package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds where all of its parts hold; asks them in order until the answer is known. Parts that count traffic come last, and each of them is asked, so that
 * they count what meets all others. Immutable and thread-safe.
 *
 * @param parts at least two, none of which is itself such a condition
 */
public record AllOf(List<Match> parts) implements Match {
    /**
     * Flattens the parts, and puts those that count traffic last.
     *
     * @param parts at least two
     * @throws IllegalArgumentException if there are fewer, or one asks for ARP and another for IP addresses or ports
     */
    public AllOf {
        Parts.requireSeveral(parts);
        List<Match> flat = new ArrayList<>();
        for (Match part : parts) {
            flat.addAll(part instanceof AllOf nested ? nested.parts : List.of(part));
        }
        List<Match> last = flat.stream().filter(Match::counts).toList();
        flat.removeIf(Match::counts);
        flat.addAll(last);
        checkAddresses(flat);
        parts = List.copyOf(flat);
    }

    private static void checkAddresses(List<Match> parts) {
        if (parts.contains(new EtherTypeIs(EtherTypes.ARP))) {
            for (Match part : parts) {
                if (part instanceof AddressIn || part instanceof PortIn) {
                    throw new IllegalArgumentException("protocol ARP must not be asked for together with " + part);
                }
            }
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        boolean holds = true;
        for (int i = 0; i < parts.size(); i++) {
            Match part = parts.get(i);
            if (!part.matches(packet, context)) {
                if (!part.counts()) {
                    return false;
                }
                holds = false;
            }
        }
        return holds;
    }

    @Override
    public Explanation explain(Packet packet, Context context) {
        List<Explanation> answers = new ArrayList<>();
        boolean asks = true;
        boolean holds = true;
        for (Match part : parts) {
            Explanation answer = asks ? part.explain(packet, context) : Explanation.notAsked(part);
            answers.add(answer);
            holds &= answer.holds();
            asks &= answer.holds() || part.counts();
        }
        return Explanation.of(this, holds, answers);
    }

    @Override
    public boolean counts() {
        return parts.get(parts.size() - 1).counts();
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
        return Parts.joined(parts, "and");
    }
}
