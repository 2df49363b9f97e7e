package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;

/**
 * The addresses that are equal to one where a mask has ones, wherever these are. Immutable and thread-safe.
 *
 * @param address the bits asked for; 0 where the mask has zeros
 * @param mask the bits compared
 */
public record MaskedAddress(IpAddress address, IpAddress mask) {
    /**
     * Clears the bits that are not compared.
     *
     * @param address the bits asked for
     * @param mask the bits compared
     * @throws IllegalArgumentException if the two are of different families
     */
    public MaskedAddress {
        if (address.version() != mask.version()) {
            throw new IllegalArgumentException(
                    "address and mask must be of one family: \"" + address + "/" + mask + "\"");
        }
        address = new IpAddress(address.version(), address.high() & mask.high(), address.low() & mask.low());
    }

    /**
     * Whether an address is one of them. Allocates nothing.
     *
     * @param other the address
     * @return true if it is
     */
    public boolean contains(IpAddress other) {
        return other.version() == address.version()
                && (other.high() & mask.high()) == address.high()
                && (other.low() & mask.low()) == address.low();
    }

    /** Address and mask, such as {@code 10.0.7.0/255.0.255.0}. */
    @Override
    public String toString() {
        return address + "/" + mask;
    }
}
