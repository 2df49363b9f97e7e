package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.match.MatchOutline;
import dev.weir.shaping.match.PacketField;
import java.util.ArrayList;
import java.util.List;

/** Finds the region of a condition for the packets of one way. Immutable. */
final class Regions {
    /*
     * Opposites are pushed down to the leaves. That keeps the order in which parts are asked: the opposite of "all" asks its parts until one does not hold,
     * which is "any" of the opposites. A part whose asking may be noticed narrows what is asked after it by nothing, and so does any part behind it.
     */
    private final int way;
    private final int version;

    Regions(int way) {
        this.way = way;
        this.version = PacketKey.versionOf(way);
    }

    Region of(MatchOutline outline) {
        return of(outline, true);
    }

    private Region of(MatchOutline outline, boolean holds) {
        if (outline instanceof MatchOutline.Opposite opposite) {
            return of(opposite.part(), !holds);
        }
        if (outline instanceof MatchOutline.All all) {
            return holds ? all(all.parts(), true) : any(all.parts(), false);
        }
        if (outline instanceof MatchOutline.Any any) {
            return holds ? any(any.parts(), true) : all(any.parts(), false);
        }
        if (outline instanceof MatchOutline.Unknown unknown) {
            return Region.unknown(unknown.silent());
        }
        if (outline instanceof MatchOutline.Addresses addresses) {
            return addresses(addresses, holds);
        }
        return outline instanceof MatchOutline.Numbers numbers
                ? numbers(numbers, holds)
                : fixed(((MatchOutline.Fixed) outline).holds() == holds);
    }

    private static Region fixed(boolean holds) {
        return holds ? Region.EVERYTHING : Region.NOTHING;
    }

    private Region all(List<MatchOutline> parts, boolean hold) {
        Region region = Region.EVERYTHING;
        for (MatchOutline part : parts) {
            if (region.asks()) {
                return new Region(region.boxes(), false, true);
            }
            region = region.then(of(part, hold));
        }
        return region;
    }

    private Region any(List<MatchOutline> parts, boolean hold) {
        Region region = Region.NOTHING;
        for (MatchOutline part : parts) {
            region = region.or(of(part, hold));
        }
        return region;
    }

    private Region numbers(MatchOutline.Numbers numbers, boolean holds) {
        return switch (numbers.field()) {
            case DIRECTION -> constant(numbers, PacketKey.directionOf(way).ordinal(), holds);
            case IP_VERSION -> constant(numbers, version, holds);
            case ETHER_TYPE ->
                version == 0
                        ? ranges(Box.DESTINATION_PORT, numbers.bounds(), holds)
                        : constant(numbers, version == 4 ? EtherTypes.IPV4 : EtherTypes.IPV6, holds);
            case PROTOCOL -> ofIp(Box.PROTOCOL, numbers, holds);
            case SOURCE_PORT -> ofIp(Box.SOURCE_PORT, numbers, holds);
            case DESTINATION_PORT -> ofIp(Box.DESTINATION_PORT, numbers, holds);
            default -> throw new IllegalArgumentException("outline must not have numbers for " + numbers.field());
        };
    }

    private static Region constant(MatchOutline.Numbers numbers, int value, boolean holds) {
        List<Integer> bounds = numbers.bounds();
        boolean within = false;
        for (int i = 0; i < bounds.size(); i += 2) {
            within |= bounds.get(i) <= value && value <= bounds.get(i + 1);
        }
        return fixed(within == holds);
    }

    private Region ofIp(int field, MatchOutline.Numbers numbers, boolean holds) {
        return version == 0 ? fixed(!holds) : ranges(field, numbers.bounds(), holds);
    }

    private static Region ranges(int field, List<Integer> bounds, boolean hold) {
        long most = Box.ALL.to(field);
        List<Box> boxes = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < bounds.size(); i += 2) {
            long first = bounds.get(i);
            long last = bounds.get(i + 1);
            if (hold) {
                boxes.add(Box.ALL.with(field, first, last));
            } else if (from < first) {
                boxes.add(Box.ALL.with(field, from, first - 1));
            }
            from = last + 1;
        }
        if (!hold && from <= most) {
            boxes.add(Box.ALL.with(field, from, most));
        }
        return Region.of(List.copyOf(boxes));
    }

    private Region addresses(MatchOutline.Addresses addresses, boolean hold) {
        if (version == 0) {
            return fixed(!hold);
        }
        List<IpAddress> bounds = addresses.bounds().stream()
                .filter(bound -> bound.version() == version)
                .toList();
        if (bounds.isEmpty()) {
            return fixed(!hold);
        }
        return new AddressBoxes(version, addresses.field() == PacketField.SOURCE_ADDRESS).region(bounds, hold);
    }
}
