package dev.weir.shaping.core.rule;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as objects, for packets whose flow is not known: the ones met last, each in one place. Asking for one that is there allocates nothing. Not
 * thread-safe; memory is bounded.
 */
final class AddressCache {
    private static final int PLACES = 1_024;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final @Nullable IpAddress[] addresses = new IpAddress[PLACES];
    private final @Nullable MacAddress[] macs = new MacAddress[PLACES];

    private static int place(long number) {
        return (int) (number * MIX >>> 54);
    }

    IpAddress ip(int version, long high, long low) {
        int place = place(high * MIX + low);
        IpAddress known = addresses[place];
        if (known == null || known.low() != low || known.high() != high || known.version() != version) {
            known = new IpAddress(version, high, low);
            addresses[place] = known;
        }
        return known;
    }

    MacAddress mac(long value) {
        int place = place(value);
        MacAddress known = macs[place];
        if (known == null || known.value() != value) {
            known = new MacAddress(value);
            macs[place] = known;
        }
        return known;
    }
}
