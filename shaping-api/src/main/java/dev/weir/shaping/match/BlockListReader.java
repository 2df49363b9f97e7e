package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

/** Reads a block list line by line. Not thread-safe. */
final class BlockListReader {
    private static final Pattern MAY_BE_IPV6 = Pattern.compile("[^:]*:[^:]*:[0-9A-Fa-f:./\\s-]*");

    private final AddressTableBuilder builder = new AddressTableBuilder();
    private long lines;
    private long badLines;
    private String firstBad = "";

    void read(Reader text) throws IOException {
        BufferedReader reader = text instanceof BufferedReader buffered ? buffered : new BufferedReader(text);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String item = withoutComment(line).strip();
            if (!item.isEmpty()) {
                lines++;
                if (!add(item) && badLines++ == 0) {
                    firstBad = item;
                }
            }
        }
        if (badLines * 2 > lines) {
            throw new IllegalArgumentException("block list must have at most half of its " + lines + " lines bad: "
                    + badLines + ", the first one \"" + firstBad + "\"");
        }
    }

    AddressTable table() {
        return builder.build();
    }

    long badLines() {
        return badLines;
    }

    private static String withoutComment(String line) {
        for (int hash = line.indexOf('#'); hash >= 0; hash = line.indexOf('#', hash + 1)) {
            if (hash == 0 || Character.isWhitespace(line.charAt(hash - 1))) {
                return line.substring(0, hash);
            }
        }
        return line;
    }

    private boolean add(String item) {
        boolean mayBeIpv6 = MAY_BE_IPV6.matcher(item).matches();
        return mayBeIpv6 && addIpv6(item)
                || addIpv4(item.substring(item.lastIndexOf(':') + 1))
                || mayBeIpv6 && addIpv6(item.substring(item.indexOf(':') + 1));
    }

    private boolean addIpv4(String item) {
        int dash = item.indexOf('-');
        int slash = item.indexOf('/');
        if (slash >= 0) {
            return addNetwork(
                    ipv4(item.substring(0, slash)), item.substring(slash + 1).strip());
        }
        long from = ipv4(dash < 0 ? item : item.substring(0, dash));
        long to = dash < 0 ? from : ipv4(item.substring(dash + 1));
        if (from < 0 || to < from) {
            return false;
        }
        builder.addIpv4(from, to);
        return true;
    }

    private boolean addNetwork(long address, String prefix) {
        int length = prefix.length() == 1 || prefix.length() == 2 ? number(prefix) : -1;
        if (address < 0 || length < 0 || length > 32) {
            return false;
        }
        builder.add(AddressRange.of(new IpNetwork(new IpAddress(4, 0, address), length)));
        return true;
    }

    private static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    /** The 32 bits of an address in dotted decimal, or -1. */
    private static long ipv4(String text) {
        String[] octets = text.strip().split("\\.", -1);
        long address = octets.length == 4 ? 0 : -1;
        for (String octet : octets) {
            int number = octet.isEmpty() || octet.length() > 3 ? -1 : number(octet);
            address = number < 0 || number > 255 || address < 0 ? -1 : address << 8 | number;
        }
        return address;
    }

    private boolean addIpv6(String item) {
        try {
            AddressSet set = AddressSet.parse(item);
            set.ranges().forEach(builder::add);
            return set.masked().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
