package dev.weir.shaping.lookup.mmdb;

import dev.weir.shaping.Country;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Places from a file in the MaxMind database format. Immutable and thread-safe; wait-free, and fast enough to be asked without a cache. Allocates its
 * answer alone.
 *
 * <p>The country is {@code country.iso_code} of the record, or {@code country} or {@code country_code} itself where that is a text; the coordinates are
 * {@code location.latitude} and {@code location.longitude}. Other fields are not read.
 */
public final class MmdbGeoResolver implements GeoResolver {
    private static final byte[] COUNTRY = ascii("country");
    private static final byte[] COUNTRY_CODE = ascii("country_code");
    private static final byte[] ISO_CODE = ascii("iso_code");
    private static final byte[] LOCATION = ascii("location");
    private static final byte[] LATITUDE = ascii("latitude");
    private static final byte[] LONGITUDE = ascii("longitude");

    private static final int LETTERS = 26;
    private static final Country[] BY_CODE = new Country[LETTERS * LETTERS];

    static {
        for (Country country : Country.values()) {
            if (country != Country.UNKNOWN) {
                BY_CODE[index(country.name().charAt(0), country.name().charAt(1))] = country;
            }
        }
        BY_CODE[index('U', 'K')] = Country.GB;
        BY_CODE[index('E', 'L')] = Country.GR;
    }

    private final MmdbFile file;
    private final DataSection data;

    /**
     * A resolver.
     *
     * @param file the file
     */
    public MmdbGeoResolver(MmdbFile file) {
        this.file = Objects.requireNonNull(file, "file");
        data = file.data();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int index(int first, int second) {
        return (first - 'A') * LETTERS + second - 'A';
    }

    /**
     * {@inheritDoc}
     *
     * @throws MmdbFormatException if the record breaks the format
     */
    @Override
    public @Nullable GeoLocation locate(IpAddress address) {
        int record = file.locate(address);
        if (record < 0) {
            return null;
        }
        Country country = country(record);
        int location = data.field(record, LOCATION);
        int latitude = location < 0 ? -1 : data.field(location, LATITUDE);
        int longitude = location < 0 ? -1 : data.field(location, LONGITUDE);
        if (latitude >= 0 && longitude >= 0) {
            return new GeoLocation(country, degrees(latitude, 90), degrees(longitude, 180), true);
        }
        return country == Country.UNKNOWN ? null : GeoLocation.of(country);
    }

    private Country country(int record) {
        int country = data.field(record, COUNTRY);
        int code = country < 0 ? data.field(record, COUNTRY_CODE) : data.field(country, ISO_CODE);
        if (code < 0) {
            code = country;
        }
        if (code < 0 || data.type(code) != DataSection.UTF8 || data.size(code) != 2) {
            return Country.UNKNOWN;
        }
        int letters = (int) data.number(data.content(code), 2);
        return byCode(letters >>> 8, letters & 0xFF);
    }

    private static Country byCode(int first, int second) {
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            return Country.UNKNOWN;
        }
        Country country = BY_CODE[index(first, second)];
        return country == null ? Country.UNKNOWN : country;
    }

    private double degrees(int at, int most) {
        int type = data.type(at);
        if (type != DataSection.DOUBLE && type != DataSection.FLOAT) {
            throw data.fault(at, "a coordinate must be a number, not of type " + type);
        }
        double degrees = data.real(at);
        if (!(Math.abs(degrees) <= most)) {
            throw data.fault(at, "a coordinate must be within -" + most + ".." + most + ": " + degrees);
        }
        return degrees;
    }
}
