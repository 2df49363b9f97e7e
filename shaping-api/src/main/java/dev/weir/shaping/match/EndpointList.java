package dev.weir.shaping.match;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A list of what may be at one end of a packet's way, as text names it.
 *
 * @param any whether the list names everything
 * @param members the addresses that are given themselves
 * @param names what stands for other addresses
 * @param hostPatterns host names with wildcards
 */
record EndpointList(boolean any, EndpointSet members, Set<AddressName> names, List<String> hostPatterns) {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.\\s-]*");

    static EndpointList parse(String text) {
        List<AddressRange> ranges = new ArrayList<>();
        List<MaskedAddress> masked = new ArrayList<>();
        List<MacSet> macs = new ArrayList<>();
        Set<AddressName> names = new LinkedHashSet<>();
        List<String> patterns = new ArrayList<>();
        boolean any = false;
        int position = 0;
        for (String raw : text.split(",", -1)) {
            String item = raw.strip();
            try {
                if (item.equalsIgnoreCase("any")) {
                    any = true;
                } else if (item.startsWith("@")) {
                    names.add(AddressName.group(item.substring(1)));
                } else if (MacSet.fits(item)) {
                    macs.add(MacSet.parse(item));
                } else if (item.indexOf('*') >= 0 || item.indexOf('?') >= 0) {
                    patterns.add(pattern(item));
                } else if (isAddress(item)) {
                    AddressItem.read(item, ranges, masked);
                } else {
                    names.add(name(item));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + " at " + position, e);
            }
            position += raw.length() + 1;
        }
        return new EndpointList(
                any, new EndpointSet(AddressSet.of(ranges, masked), MacSet.union(macs)), names, patterns);
    }

    /** All names of hosts, with wildcards or without. */
    List<String> hosts() {
        List<String> hosts = new ArrayList<>(hostPatterns);
        names.stream().filter(name -> name.kind() == AddressName.Kind.HOST).forEach(name -> hosts.add(name.name()));
        return hosts;
    }

    private static boolean isAddress(String item) {
        return item.indexOf(':') >= 0
                || item.indexOf('/') >= 0
                || NUMBERS.matcher(item).matches();
    }

    private static AddressName name(String item) {
        if (item.equalsIgnoreCase("local host") || item.equalsIgnoreCase("localhost")) {
            return AddressName.LOCAL_HOST;
        }
        return AddressName.host(item);
    }

    private static String pattern(String item) {
        AddressName.host(item.replace('*', 'x').replace('?', 'x'));
        return item.toLowerCase(Locale.ROOT);
    }
}
