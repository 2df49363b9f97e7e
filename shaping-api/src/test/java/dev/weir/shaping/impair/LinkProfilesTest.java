package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.LinkProfile.Latency;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkProfilesTest {
    @Test
    void every_constant_is_listed_under_its_own_name() throws IllegalAccessException {
        List<LinkProfile> constants = new ArrayList<>();
        for (Field field : LinkProfiles.class.getFields()) {
            LinkProfile profile = (LinkProfile) Objects.requireNonNull(field.get(null));
            assertThat(Modifier.isFinal(field.getModifiers())).isTrue();
            assertThat(profile.name())
                    .isEqualTo(field.getName().toLowerCase(Locale.ROOT).replace('_', '-'));
            assertThat(LinkProfiles.byName(profile.name())).isSameAs(profile);
            assertThat(LinkProfiles.byName(field.getName())).isSameAs(profile);
            constants.add(profile);
        }
        assertThat(LinkProfiles.all())
                .containsExactlyInAnyOrderElementsOf(constants)
                .hasSize(89);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "web-page-test-3g; rate=1.6 Mbit/s delay=150 ms; rate=768 kbit/s delay=150 ms",
                "web-page-test-edge; rate=240 kbit/s delay=420 ms; rate=200 kbit/s delay=420 ms",
                "web-page-test-2g; rate=35 kbit/s delay=650 ms; rate=32 kbit/s delay=650 ms",
                "web-page-test-quoted-lte; rate=12 Mbit/s delay=35 ms; rate=12 Mbit/s delay=35 ms",
                "sitespeed-3g; rate=1.6 Mbit/s delay=75 ms; rate=768 kbit/s delay=75 ms",
                "sitespeed-4g; rate=9 Mbit/s delay=42.5 ms; rate=9 Mbit/s delay=42.5 ms",
                "chrome-fast-4g; rate=9 Mbit/s delay=30 ms; rate=1.5 Mbit/s delay=30 ms",
                "chrome-offline; loss=100 %; loss=100 %",
                "lighthouse-slow-4g; rate=1677721 bit/s delay=75 ms; rate=768 kbit/s delay=75 ms",
                "apple-cable; rate=6 Mbit/s queue=10 packets delay=2 ms; rate=1 Mbit/s queue=10 packets delay=2 ms",
                "apple-lte; rate=50 Mbit/s delay=50 ms; rate=10 Mbit/s delay=65 ms",
                "apple-wifi-lossy; rate=40 Mbit/s delay=1 ms; rate=33 Mbit/s delay=1 ms",
                "webrtc-generic-average; rate=375 kbit/s delay=145 ms loss=0.1 %; rate=375 kbit/s delay=145 ms loss=0.1 %",
                "atc-edge-lossy; rate=240 kbit/s delay=400 ms loss=1 %; rate=200 kbit/s delay=440 ms loss=1 %",
                "comcast-gprs; rate=50 kbit/s delay=250 ms loss=2 %; rate=50 kbit/s delay=250 ms loss=2 %",
                "comcast-starlink; delay=10 ms loss=2.5 %; delay=10 ms loss=2.5 %",
                "android-5-gprs; rate=80 kbit/s delay=175 ms jitter=100 ms; rate=40 kbit/s delay=175 ms jitter=100 ms",
                "android-lte; rate=173 Mbit/s; rate=58 Mbit/s"
            })
    void has_the_numbers_of_its_source(String name, String download, String upload) {
        LinkProfile profile = LinkProfiles.byName(name);
        assertThat(profile.download()).isEqualTo(Impairment.parse(download));
        assertThat(profile.upload()).isEqualTo(Impairment.parse(upload));
    }

    /** The presets of both tools were copied from the same place, and one tells the delay of each direction. */
    @ParameterizedTest
    @CsvSource({"3g-average", "3g-good", "edge-lossy", "edge-average", "edge-good", "dsl", "cable"})
    void tools_that_share_their_numbers_agree(String name) {
        Impairment apple = LinkProfiles.byName("apple-" + name).download();
        Impairment atc = LinkProfiles.byName("atc-" + name).download();
        assertThat(apple.rate()).isEqualTo(atc.rate());
        assertThat(apple.delay()).isEqualTo(atc.delay());
        assertThat(apple.loss()).isEqualTo(atc.loss());
    }

    @ParameterizedTest
    @CsvSource({"3g, 3g", "3g-fast, 3g-fast", "cable, cable", "dsl, dsl", "edge, edge", "dial, dial-up", "fois, fios"})
    void one_tool_has_half_the_round_trip_of_another(String name, String other) {
        LinkProfile half = LinkProfiles.byName("sitespeed-" + name);
        LinkProfile whole = LinkProfiles.byName("web-page-test-" + other);
        assertThat(half.latency()).isEqualTo(Latency.ROUND_TRIP);
        assertThat(half.download().rate()).isEqualTo(whole.download().rate());
        assertThat(half.upload().rate()).isEqualTo(whole.upload().rate());
        assertThat(delay(half).multipliedBy(2)).isEqualTo(delay(whole));
    }

    private static Duration delay(LinkProfile profile) {
        return ((Delay.Uniform) profile.download().delay()).delay();
    }

    @Test
    void loses_in_runs_of_the_mean_length_that_is_told() {
        Impairment line = LinkProfiles.STR0M_SATELLITE.download();
        GilbertLoss loss = (GilbertLoss) line.loss();
        assertThat(1 / loss.p().value()).isEqualTo(100);
        assertThat(1 / loss.r().value()).isEqualTo(3);
        assertThat(loss.bad().value()).isEqualTo(1);
        assertThat(line.rate()).isEqualTo(Rate.megabitsPerSecond(15));
        assertThat(Impairment.parse(line.toString())).isEqualTo(line);
    }

    @Test
    void says_what_its_delay_means() {
        assertThat(LinkProfiles.all()).allSatisfy(profile -> {
            assertThat(profile.source()).isNotBlank();
            assertThat(profile.version()).isNotBlank();
            boolean delayed = !profile.download().delay().equals(Delay.NONE);
            assertThat(profile.latency() == Latency.NONE).isNotEqualTo(delayed);
        });
        assertThat(LinkProfiles.ATC_3G_GOOD.latency()).hasToString("one way");
        assertThat(LinkProfiles.WEB_PAGE_TEST_3G.latency()).hasToString("round trip, half each way");
        assertThat(LinkProfiles.CHROME_OFFLINE).hasToString("chrome-offline: download loss=100 %; upload loss=100 %");
    }

    @Test
    void finds_names_however_they_are_written() {
        assertThat(LinkProfiles.byName(" Web Page_Test 3G ")).isSameAs(LinkProfiles.WEB_PAGE_TEST_3G);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkProfiles.byName("5G"))
                .withMessage("profile is unknown: \"5G\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkProfile(" ", Impairment.NONE, Impairment.NONE, Latency.NONE, "mine", "1"))
                .withMessage("profile must have a name: \" \"");
    }
}
