package dev.weir.shaping.match;

import dev.weir.shaping.Direction;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells conditions in numbers. */
final class Outlines {
    private static final MatchOutline SILENT = new MatchOutline.Unknown(true);
    private static final MatchOutline UNKNOWN = new MatchOutline.Unknown(false);
    /** Reading these calls nothing that somebody else provides. */
    private static final Set<PacketField> SILENT_FIELDS = Set.of(
            PacketField.DIRECTION,
            PacketField.IP_VERSION,
            PacketField.PROTOCOL,
            PacketField.ETHER_TYPE,
            PacketField.SOURCE_ADDRESS,
            PacketField.DESTINATION_ADDRESS,
            PacketField.SOURCE_PORT,
            PacketField.DESTINATION_PORT,
            PacketField.TIME);

    private static final List<MatchOutline> WAYS =
            List.of(number(PacketField.DIRECTION, 0), number(PacketField.DIRECTION, 1));

    private Outlines() {}

    static MatchOutline of(Match match) {
        if (match instanceof AllOf all) {
            return new MatchOutline.All(all.parts().stream().map(Outlines::of).toList());
        }
        if (match instanceof AnyOf any) {
            return new MatchOutline.Any(any.parts().stream().map(Outlines::of).toList());
        }
        if (match instanceof Not not) {
            return new MatchOutline.Opposite(of(not.match()));
        }
        if (match instanceof PortIn in) {
            return end(
                    in.end(),
                    new MatchOutline.Numbers(PacketField.SOURCE_PORT, ports(in.ports())),
                    new MatchOutline.Numbers(PacketField.DESTINATION_PORT, ports(in.ports())));
        }
        return match instanceof AddressIn in ? addresses(in) : leaf(match);
    }

    private static MatchOutline leaf(Match match) {
        if (match instanceof Always) {
            return new MatchOutline.Fixed(true);
        }
        if (match instanceof Arp) {
            return number(PacketField.ETHER_TYPE, EtherTypes.ARP);
        }
        if (match instanceof Ip) {
            return new MatchOutline.Numbers(PacketField.IP_VERSION, List.of(4, 6));
        }
        if (match instanceof DirectionIs is) {
            return WAYS.get(is.direction().ordinal());
        }
        if (match instanceof ProtocolIs is) {
            return number(PacketField.PROTOCOL, is.number());
        }
        return SILENT_FIELDS.containsAll(match.fields()) ? SILENT : UNKNOWN;
    }

    private static MatchOutline number(PacketField field, int value) {
        return new MatchOutline.Numbers(field, List.of(value, value));
    }

    private static MatchOutline end(End end, MatchOutline source, MatchOutline destination) {
        return switch (end) {
            case SOURCE -> source;
            case DESTINATION -> destination;
            case LOCAL -> either(source, destination);
            case REMOTE -> either(destination, source);
        };
    }

    private static MatchOutline either(MatchOutline outgoing, MatchOutline incoming) {
        return new MatchOutline.Any(List.of(
                new MatchOutline.All(List.of(WAYS.get(Direction.OUTGOING.ordinal()), outgoing)),
                new MatchOutline.All(List.of(WAYS.get(Direction.INCOMING.ordinal()), incoming))));
    }

    private static List<Integer> ports(PortSet ports) {
        List<Integer> bounds = new ArrayList<>();
        for (String item : ports.toString().split(", ", -1)) {
            int dash = item.indexOf('-');
            bounds.add(Integer.valueOf(dash < 0 ? item : item.substring(0, dash)));
            bounds.add(Integer.valueOf(item.substring(dash + 1)));
        }
        return bounds;
    }

    private static MatchOutline addresses(AddressIn in) {
        List<AddressRange> ranges = new ArrayList<>();
        List<MaskedAddress> masked = new ArrayList<>();
        for (String item : in.addresses().toString().split(", ", -1)) {
            AddressItem.read(item, ranges, masked);
        }
        if (!masked.isEmpty()) {
            return SILENT;
        }
        List<IpAddress> bounds = new ArrayList<>();
        for (AddressRange range : ranges) {
            bounds.add(range.from());
            bounds.add(range.to());
        }
        return end(
                in.end(),
                new MatchOutline.Addresses(PacketField.SOURCE_ADDRESS, bounds),
                new MatchOutline.Addresses(PacketField.DESTINATION_ADDRESS, bounds));
    }
}
