package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;
import java.util.Collection;

/** Reads one item of a list of addresses. */
final class AddressItem {
    private AddressItem() {}

    static void read(String item, Collection<AddressRange> ranges, Collection<MaskedAddress> masked) {
        int dash = item.indexOf('-');
        int slash = item.indexOf('/');
        if (dash >= 0) {
            ranges.add(new AddressRange(
                    IpAddress.parse(item.substring(0, dash).strip()),
                    IpAddress.parse(item.substring(dash + 1).strip())));
        } else if (slash >= 0 && isAddress(item.substring(slash + 1))) {
            IpAddress address = IpAddress.parse(item.substring(0, slash));
            IpAddress mask = IpAddress.parse(item.substring(slash + 1));
            if (address.version() != mask.version()) {
                throw new IllegalArgumentException("address and mask must be of one family: \"" + item + "\"");
            }
            if (AddressRange.leads(mask)) {
                ranges.add(AddressRange.of(address, mask));
            } else {
                masked.add(new MaskedAddress(address, mask));
            }
        } else {
            ranges.add(AddressRange.of(IpNetwork.parse(item)));
        }
    }

    private static boolean isAddress(String text) {
        return text.indexOf('.') >= 0 || text.indexOf(':') >= 0;
    }
}
