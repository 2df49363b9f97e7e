package dev.weir.shaping.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Collects ranges of addresses in any order, and joins those that overlap or touch. Not thread-safe. */
final class AddressTableBuilder {
    private static final Comparator<AddressRange> BY_START =
            Comparator.comparing(AddressRange::from, AddressRange::compare);

    /** First and last address of an IPv4 range in one number that is ordered by the first. */
    private long[] ipv4 = new long[16];

    private int ipv4Count;
    private final List<AddressRange> ipv6 = new ArrayList<>();

    void add(AddressRange range) {
        if (range.from().version() == 6) {
            ipv6.add(range);
            return;
        }
        addIpv4(range.from().low(), range.to().low());
    }

    void addIpv4(long from, long to) {
        if (ipv4Count == ipv4.length) {
            ipv4 = Arrays.copyOf(ipv4, 2 * ipv4Count);
        }
        ipv4[ipv4Count++] = (from << 32 | to) ^ Long.MIN_VALUE;
    }

    AddressTable build() {
        Arrays.sort(ipv4, 0, ipv4Count);
        int[] firsts = new int[ipv4Count];
        int[] lasts = new int[ipv4Count];
        int count = 0;
        for (int i = 0; i < ipv4Count; i++) {
            int first = (int) (ipv4[i] >> 32);
            int last = (int) ipv4[i] ^ Integer.MIN_VALUE;
            if (count > 0 && first - 1L <= lasts[count - 1]) {
                lasts[count - 1] = Math.max(lasts[count - 1], last);
            } else {
                firsts[count] = first;
                lasts[count++] = last;
            }
        }
        return new AddressTable(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count), joinedIpv6());
    }

    private long[] joinedIpv6() {
        ipv6.sort(BY_START);
        List<AddressRange> joined = new ArrayList<>();
        for (AddressRange range : ipv6) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).reaches(range)) {
                joined.set(last, joined.get(last).joined(range));
            } else {
                joined.add(range);
            }
        }
        long[] bounds = new long[4 * joined.size()];
        int at = 0;
        for (AddressRange range : joined) {
            bounds[at++] = range.from().high();
            bounds[at++] = range.from().low();
            bounds[at++] = range.to().high();
            bounds[at++] = range.to().low();
        }
        return bounds;
    }
}
