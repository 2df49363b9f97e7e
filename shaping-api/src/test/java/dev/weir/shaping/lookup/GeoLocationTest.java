package dev.weir.shaping.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Country;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoLocationTest {
    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "0, 0", "-33.9, 151.2"})
    void takes_coordinates_within_the_globe(double latitude, double longitude) {
        GeoLocation place = new GeoLocation(Country.AU, latitude, longitude, true);

        assertThat(place.latitude()).isEqualTo(latitude);
        assertThat(place.longitude()).isEqualTo(longitude);
    }

    @ParameterizedTest
    @CsvSource({
        "90.0001, 0.0",
        "-90.0001, 0.0",
        "0.0, 180.0001",
        "0.0, -180.0001",
        "NaN, 0.0",
        "0.0, NaN",
        "Infinity, 0.0"
    })
    void refuses_coordinates_beyond_it(double latitude, double longitude) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeoLocation(Country.AU, latitude, longitude, true))
                .withMessage("coordinates must be within -90..90 and -180..180: " + latitude + " " + longitude);
    }

    @Test
    void has_a_country_without_coordinates() {
        assertThat(GeoLocation.of(Country.AU)).isEqualTo(new GeoLocation(Country.AU, 0, 0, false));
        assertThat(GeoLocation.UNKNOWN).isEqualTo(GeoLocation.of(Country.UNKNOWN));
    }
}
