package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Direction;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.DirectionIs;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.Ip;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Not;
import dev.weir.shaping.match.NumberSet;
import dev.weir.shaping.match.PacketField;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.ProtocolIs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the region of a condition for the packets of one way. Immutable. */
final class Regions {
    /*
     * Opposites are pushed down to the leaves. That keeps the order in which parts are asked: the opposite of "all" asks its parts until one does not hold,
     * which is "any" of the opposites. Behind a part whose asking may be noticed no part narrows the region. One that counts traffic does not even itself: those
     * behind it are asked where it does not hold, too.
     */

    /** Reading these calls nothing that somebody else provides, and counts nothing. */
    private static final Set<PacketField> SILENT = EnumSet.of(
            PacketField.DIRECTION,
            PacketField.IP_VERSION,
            PacketField.PROTOCOL,
            PacketField.ETHER_TYPE,
            PacketField.SOURCE_ADDRESS,
            PacketField.DESTINATION_ADDRESS,
            PacketField.SOURCE_PORT,
            PacketField.DESTINATION_PORT,
            PacketField.SOURCE_MAC,
            PacketField.DESTINATION_MAC,
            PacketField.IP_HEADER,
            PacketField.ADAPTER,
            PacketField.FILTER,
            PacketField.TIME);

    private final Direction direction;
    private final int version;

    Regions(int way) {
        this.direction = PacketKey.directionOf(way);
        this.version = PacketKey.versionOf(way);
    }

    Region of(Match match) {
        return of(match, true);
    }

    private Region of(Match match, boolean holds) {
        if (match instanceof Not opposite) {
            return of(opposite.match(), !holds);
        }
        if (match instanceof AllOf all) {
            return holds ? all(all.parts(), true) : any(all.parts(), false);
        }
        if (match instanceof AnyOf any) {
            return holds ? any(any.parts(), true) : all(any.parts(), false);
        }
        return leaf(match, holds);
    }

    private Region all(List<Match> parts, boolean hold) {
        Region region = Region.EVERYTHING;
        for (Match part : parts) {
            if (region.boxes().isEmpty()) {
                return region;
            }
            if (region.asks() || part.counts()) {
                return new Region(region.boxes(), false, true);
            }
            region = region.then(of(part, hold));
        }
        return region;
    }

    private Region any(List<Match> parts, boolean hold) {
        Region region = Region.NOTHING;
        for (Match part : parts) {
            region = region.or(of(part, hold));
        }
        return region;
    }

    private Region leaf(Match match, boolean holds) {
        if (match instanceof AddressIn in && in.addresses().masked().isEmpty()) {
            return version == 0
                    ? fixed(!holds)
                    : new AddressBoxes(version, isSource(in.end())).region(in.addresses(), holds);
        }
        if (match instanceof PortIn in) {
            int field = isSource(in.end()) ? Box.SOURCE_PORT : Box.DESTINATION_PORT;
            return version == 0 ? fixed(!holds) : ranges(field, in.ports().numbers(), holds);
        }
        if (match instanceof ProtocolIs is) {
            return version == 0 ? fixed(!holds) : number(Box.PROTOCOL, is.number(), holds);
        }
        if (match instanceof EtherTypeIs is) {
            return version == 0
                    ? number(Box.DESTINATION_PORT, is.type(), holds)
                    : fixed((version == 4 ? EtherTypes.IPV4 : EtherTypes.IPV6) == is.type() == holds);
        }
        return constant(match, holds);
    }

    private Region constant(Match match, boolean holds) {
        if (match instanceof Always) {
            return fixed(holds);
        }
        if (match instanceof Ip) {
            return fixed(version != 0 == holds);
        }
        return match instanceof DirectionIs is
                ? fixed((is.direction() == direction) == holds)
                : Region.unknown(isSilent(match));
    }

    /** Whether a condition may be asked or not without anybody noticing. */
    static boolean isSilent(Match match) {
        return SILENT.containsAll(match.fields()) && !match.counts();
    }

    private static Region fixed(boolean holds) {
        return holds ? Region.EVERYTHING : Region.NOTHING;
    }

    private boolean isSource(End end) {
        return end == End.SOURCE || end != End.DESTINATION && (end == End.LOCAL) == (direction == Direction.OUTGOING);
    }

    private static Region number(int field, int number, boolean holds) {
        return ranges(field, NumberSet.range(number, number), holds);
    }

    private static Region ranges(int field, NumberSet numbers, boolean hold) {
        long most = Box.ALL.to(field);
        List<Box> boxes = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < numbers.ranges(); i++) {
            long first = numbers.first(i);
            if (hold) {
                boxes.add(Box.ALL.with(field, first, numbers.last(i)));
            } else if (from < first) {
                boxes.add(Box.ALL.with(field, from, first - 1));
            }
            from = numbers.last(i) + 1;
        }
        if (!hold && from <= most) {
            boxes.add(Box.ALL.with(field, from, most));
        }
        return Region.of(List.copyOf(boxes));
    }
}
