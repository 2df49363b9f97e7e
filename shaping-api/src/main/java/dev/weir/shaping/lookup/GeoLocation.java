package dev.weir.shaping.lookup;

import dev.weir.shaping.Country;

/**
 * Where an address is. Immutable and thread-safe.
 *
 * @param country the country, {@link Country#UNKNOWN} if not known
 * @param latitude -90 to 90 degrees, 0 without coordinates
 * @param longitude -180 to 180 degrees, 0 without coordinates
 * @param hasCoordinates whether latitude and longitude are known; 0/0 is a real place
 */
public record GeoLocation(Country country, double latitude, double longitude, boolean hasCoordinates) {
    /** Nothing known. */
    public static final GeoLocation UNKNOWN = new GeoLocation(Country.UNKNOWN, 0, 0, false);

    /**
     * Checks the coordinates.
     *
     * @param country the country, {@link Country#UNKNOWN} if not known
     * @param latitude -90 to 90 degrees, 0 without coordinates
     * @param longitude -180 to 180 degrees, 0 without coordinates
     * @param hasCoordinates whether latitude and longitude are known; 0/0 is a real place
     * @throws IllegalArgumentException if out of range
     */
    public GeoLocation {
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException(
                    "coordinates must be within -90..90 and -180..180: " + latitude + " " + longitude);
        }
    }

    /**
     * A country without coordinates.
     *
     * @param country the country
     * @return the location
     */
    public static GeoLocation of(Country country) {
        return new GeoLocation(country, 0, 0, false);
    }
}
