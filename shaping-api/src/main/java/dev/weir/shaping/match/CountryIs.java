package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Country;
import dev.weir.shaping.Packet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds for packets with a remote address in one of some countries; never where the country is unknown. Immutable and thread-safe.
 *
 * @param countries at least one, none of them unknown
 */
public record CountryIs(Set<Country> countries) implements Match {
    /**
     * Copies the countries.
     *
     * @param countries at least one, none of them unknown
     * @throws IllegalArgumentException if there is none, or one is unknown
     */
    public CountryIs {
        countries = Words.checked("country", countries);
        if (countries.contains(Country.UNKNOWN)) {
            throw new IllegalArgumentException("countries must be known: " + countries);
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return countries.contains(packet.country());
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.COUNTRY);
    }

    /** A country may become known after the first packets of a flow. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return countries.stream().map(Country::name).sorted().collect(Collectors.joining(", ", "countries(", ")"));
    }
}
