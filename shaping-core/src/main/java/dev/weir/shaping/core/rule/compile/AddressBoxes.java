package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.IpAddress;
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

    /** The region within some ascending ranges, or outside of them; bounds are the first and last address of each range in turn. */
    Region region(List<IpAddress> bounds, boolean within) {
        if (within) {
            for (int i = 0; i < bounds.size(); i += 2) {
                add(bounds.get(i), bounds.get(i + 1));
            }
        } else {
            addGaps(bounds);
        }
        return Region.of(List.copyOf(boxes));
    }

    private void addGaps(List<IpAddress> bounds) {
        IpAddress from = new IpAddress(version, 0, 0);
        for (int i = 0; i < bounds.size(); i += 2) {
            IpAddress first = bounds.get(i);
            if (from != null && !from.equals(first)) {
                add(from, previous(first));
            }
            from = next(bounds.get(i + 1));
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
