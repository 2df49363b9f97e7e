package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaPeriodTest {
    private static QuotaPeriod period(String name) {
        return switch (name) {
            case "hour" -> QuotaPeriod.HOUR;
            case "day" -> QuotaPeriod.DAY;
            case "week" -> QuotaPeriod.WEEK;
            case "week from sunday" -> QuotaPeriod.weekFrom(DayOfWeek.SUNDAY);
            default -> QuotaPeriod.MONTH;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "hour, UTC, 2024-01-01T10:00:00Z, 2024-01-01T11:00:00Z",
        "hour, UTC, 2024-01-01T10:59:59.999999999Z, 2024-01-01T11:00:00Z",
        "hour, UTC, 1969-12-31T23:30:00Z, 1970-01-01T00:00:00Z",
        "hour, Asia/Kolkata, 2024-01-01T10:00:00Z, 2024-01-01T10:30:00Z",
        "hour, Europe/Berlin, 2024-10-27T00:30:00Z, 2024-10-27T01:00:00Z",
        "hour, Australia/Lord_Howe, 2024-10-05T15:15:00Z, 2024-10-05T15:30:00Z",
        "hour, Australia/Lord_Howe, 2024-10-05T15:30:00Z, 2024-10-05T16:00:00Z",
        "day, UTC, 2024-02-28T23:59:59Z, 2024-02-29T00:00:00Z",
        "day, Europe/Berlin, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "day, Europe/Berlin, 2024-10-26T22:00:00Z, 2024-10-27T23:00:00Z",
        "day, America/Havana, 2024-03-09T12:00:00Z, 2024-03-10T05:00:00Z",
        "week, UTC, 2024-01-07T23:00:00Z, 2024-01-08T00:00:00Z",
        "week, UTC, 2024-01-08T00:00:00Z, 2024-01-15T00:00:00Z",
        "week from sunday, UTC, 2024-01-06T12:00:00Z, 2024-01-07T00:00:00Z",
        "week from sunday, UTC, 2024-01-07T00:00:00Z, 2024-01-14T00:00:00Z",
        "month, UTC, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "month, Europe/Berlin, 2024-12-31T22:59:59Z, 2024-12-31T23:00:00Z",
    })
    void ends_with_the_calendar(String name, String zone, Instant instant, Instant end) {
        assertThat(period(name).endAfter(instant, Instant.EPOCH, ZoneId.of(zone)))
                .isEqualTo(end);
        assertThat(period(name)).hasToString(name);
    }

    @Test
    void fixed_times_follow_each_other_from_the_start() {
        QuotaPeriod half = QuotaPeriod.of(Duration.ofMinutes(30));
        Instant start = Instant.parse("2024-01-01T10:10:00Z");
        ZoneId zone = ZoneId.of("UTC");
        assertThat(half.endAfter(start, start, zone)).isEqualTo("2024-01-01T10:40:00Z");
        assertThat(half.endAfter(start.plusSeconds(1_799), start, zone)).isEqualTo("2024-01-01T10:40:00Z");
        assertThat(half.endAfter(start.plusSeconds(1_800), start, zone)).isEqualTo("2024-01-01T11:10:00Z");
        assertThat(half).hasToString("PT30M").isEqualTo(QuotaPeriod.of(Duration.parse("PT1800S")));
    }

    @Test
    void is_a_value_and_checks_its_range() {
        assertThat(QuotaPeriod.weekFrom(DayOfWeek.MONDAY))
                .isEqualTo(QuotaPeriod.WEEK)
                .hasSameHashCodeAs(QuotaPeriod.WEEK);
        assertThat(QuotaPeriod.weekFrom(DayOfWeek.FRIDAY)).isNotEqualTo(QuotaPeriod.WEEK);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuotaPeriod.of(Duration.ofMillis(999)))
                .withMessage("quota period must be within 1 s..400 days: PT0.999S");
        assertThatIllegalArgumentException().isThrownBy(() -> QuotaPeriod.of(Duration.ofDays(401)));
    }
}
