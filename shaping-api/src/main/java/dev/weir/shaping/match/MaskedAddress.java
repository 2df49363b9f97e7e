package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;

/** The addresses that are equal to one where a mask has ones, wherever these are. */
record MaskedAddress(IpAddress address, IpAddress mask) {
    MaskedAddress {
        address = new IpAddress(address.version(), address.high() & mask.high(), address.low() & mask.low());
    }

    boolean contains(IpAddress other) {
        return other.version() == address.version()
                && (other.high() & mask.high()) == address.high()
                && (other.low() & mask.low()) == address.low();
    }

    @Override
    public String toString() {
        return address + "/" + mask;
    }
}
