package dev.weir.cli;

import dev.weir.shaping.IpAddress;
import org.jspecify.annotations.Nullable;

/** Remembers the texts of addresses seen lately, in a fixed number of places. Not thread-safe. */
final class AddressTexts {
    private static final int PLACES = 1024;

    private final @Nullable IpAddress[] addresses = new IpAddress[PLACES];
    private final String[] texts = new String[PLACES];

    String text(IpAddress address) {
        int hash = address.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        if (!address.equals(addresses[place])) {
            addresses[place] = address;
            texts[place] = address.toString();
        }
        return texts[place];
    }
}
