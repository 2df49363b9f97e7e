package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.match.AddressRange;
import dev.weir.shaping.match.AddressSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns ranges of addresses into boxes. Not thread-safe. */
final class AddressBoxes {
    private final int version;
    private final int high;
    private final int low;
    private final List<Box> boxes = new ArrayList<>();

    AddressBoxes(int version, boolean source) {
        this.version = version;
        this.high = source ? Box.SOURCE : Box.DESTINATION;
        this.low = source ? Box.SOURCE_LOW : Box.DESTINATION_LOW;
    }

    /** The region of the addresses in a set without masks, or of all others. */
    Region region(AddressSet set, boolean within) {
        List<AddressRange> ranges = set.ranges().stream()
                .filter(range -> range.from().version() == version)
                .toList();
        if (within && ranges.size() > Region.MAX_BOXES) {
            add(ranges.get(0).from(), ranges.get(ranges.size() - 1).to());
            return new Region(List.copyOf(boxes), false, false);
        }
        if (ranges.size() > Region.MAX_BOXES) {
            return Region.unknown(true);
        }
        if (within) {
            ranges.forEach(range -> add(range.from(), range.to()));
        } else {
            addGaps(ranges);
        }
        return Region.of(List.copyOf(boxes));
    }

    private void addGaps(List<AddressRange> ranges) {
        IpAddress from = new IpAddress(version, 0, 0);
        for (AddressRange range : ranges) {
            if (from != null && !from.equals(range.from())) {
                add(from, previous(range.from()));
            }
            from = next(range.to());
        }
        if (from != null) {
            add(from, version == 4 ? new IpAddress(4, 0, 0xFFFF_FFFFL) : new IpAddress(6, -1, -1));
        }
    }

    private static IpAddress previous(IpAddress address) {
        return new IpAddress(
                address.version(), address.low() == 0 ? address.high() - 1 : address.high(), address.low() - 1);
    }

    /** The address behind another, or null behind the last one. */
    private static @Nullable IpAddress next(IpAddress address) {
        if (address.version() == 4) {
            return address.low() == 0xFFFF_FFFFL ? null : new IpAddress(4, 0, address.low() + 1);
        }
        if (address.low() != -1) {
            return new IpAddress(6, address.high(), address.low() + 1);
        }
        return address.high() == -1 ? null : new IpAddress(6, address.high() + 1, 0);
    }

    private void add(IpAddress first, IpAddress last) {
        if (version == 4) {
            boxes.add(Box.ALL.with(high, first.low() << 32, last.low() << 32 | 0xFFFF_FFFFL));
        } else if (first.high() == last.high()) {
            boxes.add(box(first.high(), first.high(), first.low(), last.low()));
        } else {
            addWide(first, last);
        }
    }

    /** Up to three boxes: the upper halves between the ends are all there, those of the ends in part. */
    private void addWide(IpAddress first, IpAddress last) {
        long from = first.high();
        long to = last.high();
        if (first.low() != 0) {
            boxes.add(box(from, from, first.low(), -1));
            from++;
        }
        if (last.low() != -1) {
            boxes.add(box(to, to, 0, last.low()));
            to--;
        }
        if (Long.compareUnsigned(from, to) <= 0) {
            boxes.add(box(from, to, 0, -1));
        }
    }

    private Box box(long from, long to, long lowFrom, long lowTo) {
        Box box = Box.ALL.with(high, from, to);
        return lowFrom == 0 && lowTo == -1 ? box : box.with(low, lowFrom, lowTo);
    }
}
