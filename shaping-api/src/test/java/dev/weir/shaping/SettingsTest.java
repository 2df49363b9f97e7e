package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource({"0, 5, 1, 1", "50, 1, 4, 2", "50, 5, 36, 6"})
    void severity_gives_weights(int level, double multiplier, double high, double normal) {
        Severity severity = new Severity(level, multiplier);
        assertThat(severity.weight(PriorityClass.HIGH)).isEqualTo(high);
        assertThat(severity.weight(PriorityClass.NORMAL)).isEqualTo(normal);
        assertThat(severity.weight(PriorityClass.LOW)).isEqualTo(1);
        assertThat(severity.strict()).isFalse();
    }

    @Test
    void the_highest_severity_is_strict() {
        Severity strict = new Severity(100, 1);
        assertThat(strict.strict()).isTrue();
        assertThat(strict.weight(PriorityClass.NORMAL)).isInfinite();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.weight(PriorityClass.LIMITED))
                .withMessage("category has no weight: limited");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void severity_level_has_bounds(int level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Severity(level, 5))
                .withMessage("severity level must be within 0..100: " + level);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1_001})
    void severity_multiplier_has_bounds(double multiplier) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Severity(50, multiplier))
                .withMessage("severity multiplier must be above 0 and at most 1000: " + multiplier);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, 123, Double.NaN})
    void bandwidth_share_has_bounds(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BandwidthDetection(share, Duration.ZERO))
                .withMessage("bandwidth share must be above 0 and at most 1: " + share);
    }

    @Test
    void intervals_and_latency_have_bounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BandwidthDetection(1, Duration.ofMillis(999)))
                .withMessageContaining("recalculation interval must be 0 or within 1 s..400 days");
        assertThat(new BandwidthDetection(1, Duration.ofSeconds(1)).interval()).hasSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.builder().preferredLatency(Duration.ofMillis(1_001)))
                .withMessageContaining("preferred latency must be within 0..1 s");
    }

    @Test
    void has_the_documented_defaults() {
        Settings settings = Settings.DEFAULT;
        assertThat(settings.severity()).isEqualTo(new Severity(50, 5));
        assertThat(settings.sharing()).isEqualTo(ClassSharing.PER_SENDER);
        assertThat(settings.fastDetection()).isTrue();
        assertThat(settings.acks()).isEqualTo(AckPolicy.OFF);
        assertThat(settings.accountExcluded()).isFalse();
        assertThat(settings.countIgnoredTraffic()).isFalse();
        assertThat(Settings.builder().countIgnoredTraffic(true).build().countIgnoredTraffic())
                .isTrue();
        assertThat(settings.preferredLatency()).isZero();
        assertThat(settings.detection()).isNull();
        assertThat(settings.systemLimit(Direction.INCOMING)).isNull();
        assertThat(settings.systemLimit(Direction.OUTGOING)).isNull();
        assertThat(BandwidthDetection.DEFAULT).isEqualTo(new BandwidthDetection(0.78, Duration.ofMinutes(60)));
    }

    @Test
    void its_text_has_every_value() {
        String text = Settings.DEFAULT.toString();
        for (Field field : Settings.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                assertThat(text).contains(field.getName() + "=");
            }
        }
        assertThat(Settings.builder().acks(AckPolicy.HIGH).build().toString()).contains("acks=HIGH");
    }

    @Test
    void are_equal_by_value() {
        Settings some = Settings.builder().shortPackets(1, 2).build();
        assertThat(Settings.builder().shortPackets(1, 2).build())
                .isEqualTo(some)
                .hasSameHashCodeAs(some);
        assertThat(Settings.builder().shortPackets(2, 1).build()).isNotEqualTo(some);
        assertThat(Settings.builder().build()).isEqualTo(Settings.DEFAULT).isNotEqualTo(some);
    }
}
