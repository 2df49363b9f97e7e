package dev.weir.shaping.lookup.mmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Country;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.lookup.GeoLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MmdbGeoResolverTest {
    private static @Nullable GeoLocation located(Object record) {
        MmdbFile file =
                MmdbFile.of(new MmdbWriter(6, 28).add("1.0.0.0/8", record).bytes());
        MmdbGeoResolver places = new MmdbGeoResolver(file);
        assertThat(places.locate(IpAddress.of(10, 0, 0, 1))).as("not listed").isNull();
        return places.locate(IpAddress.of(1, 2, 3, 4));
    }

    @Test
    void reads_country_and_coordinates() {
        assertThat(located(Map.of(
                        "continent", Map.of("code", "EU"),
                        "country", Map.of("geoname_id", 2_921_044L, "iso_code", "DE", "names", Map.of("en", "Germany")),
                        "location", Map.of("latitude", 52.5, "longitude", -13.25, "time_zone", "Europe/Berlin"),
                        "subdivisions", List.of(Map.of("iso_code", "BE")))))
                .isEqualTo(new GeoLocation(Country.DE, 52.5, -13.25, true));
    }

    @Test
    void reads_what_other_makers_write() {
        assertThat(located(Map.of("country", "FR"))).isEqualTo(GeoLocation.of(Country.FR));
        assertThat(located(Map.of("country_code", "UK"))).isEqualTo(GeoLocation.of(Country.GB));
        assertThat(located(Map.of("country_code", "EL"))).isEqualTo(GeoLocation.of(Country.GR));
        assertThat(located(Map.of("location", Map.of("latitude", 1.5f, "longitude", 2.5f))))
                .isEqualTo(new GeoLocation(Country.UNKNOWN, 1.5, 2.5, true));
    }

    @Test
    void knows_nothing_of_a_record_without_either() {
        assertThat(located(Map.of("autonomous_system_number", 64_500L))).isNull();
        assertThat(located("text")).isNull();
        assertThat(located(Map.of("country", Map.of("iso_code", "ZZ")))).isNull();
        assertThat(located(Map.of("country", Map.of("iso_code", "de")))).isNull();
        assertThat(located(Map.of("country", Map.of("iso_code", "DEU")))).isNull();
        assertThat(located(Map.of("country", Map.of("iso_code", 7L)))).isNull();
        assertThat(located(Map.of("location", Map.of("latitude", 1.5)))).isNull();
    }

    @Test
    void refuses_coordinates_that_are_none() {
        assertThatThrownBy(() -> located(Map.of("location", Map.of("latitude", 90.5, "longitude", 0.0))))
                .isInstanceOf(MmdbFormatException.class)
                .hasMessageEndingWith("a coordinate must be within -90..90: 90.5");
        assertThatThrownBy(() -> located(Map.of("location", Map.of("latitude", Double.NaN, "longitude", 0.0))))
                .isInstanceOf(MmdbFormatException.class);
        assertThatThrownBy(() -> located(Map.of("location", Map.of("latitude", "north", "longitude", 0.0))))
                .hasMessageEndingWith("a coordinate must be a number, not of type 2");
    }
}
