package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`mon-fri 08:00-17:00`| monday 08:00-17:00; tuesday 08:00-17:00; wednesday 08:00-17:00; thursday 08:00-17:00; friday 08:00-17:00",
                "`sat, Sun`| saturday 00:00-24:00; sunday 00:00-24:00",
                "`mon 08:00-12:00, 13:00-17:05; tue 00:00-1:00`| monday 08:00-12:00; monday 13:00-17:05; tuesday 00:00-01:00",
                "`friday 22:00-06:00`| friday 22:00-24:00; saturday 00:00-06:00",
                "`sun 22:00-06:00`| monday 00:00-06:00; sunday 22:00-24:00",
                "`sat-mon 10:00 - 11:00`| monday 10:00-11:00; saturday 10:00-11:00; sunday 10:00-11:00",
                "`mon,tue`| monday 00:00-24:00; tuesday 00:00-24:00"
            })
    void reads_weeks(String text, String printed) {
        assertThat(Schedule.of("s", text)).hasToString("schedule(s: " + printed + ")");
    }

    @Test
    void holds_to_the_minute_and_not_on_exceptions() {
        Schedule work = Schedule.of("work", "mon-fri 08:00-17:00").except(LocalDate.of(2024, 12, 25));
        assertThat(work.holdsAt(LocalDateTime.parse("2024-12-24T07:59:59"))).isFalse();
        assertThat(work.holdsAt(LocalDateTime.parse("2024-12-24T08:00:00"))).isTrue();
        assertThat(work.holdsAt(LocalDateTime.parse("2024-12-24T16:59:59"))).isTrue();
        assertThat(work.holdsAt(LocalDateTime.parse("2024-12-24T17:00:00"))).isFalse();
        assertThat(work.holdsAt(LocalDateTime.parse("2024-12-25T12:00:00"))).isFalse();
        assertThat(work.holdsAt(LocalDateTime.parse("2024-12-28T12:00:00"))).isFalse();
        assertThat(work.toString()).endsWith("; except 2024-12-25)");
        assertThat(work)
                .isEqualTo(Schedule.of("work", "mon-fri 8:00-17:00").except(LocalDate.of(2024, 12, 25)))
                .isNotEqualTo(Schedule.of("work", "mon-fri 08:00-17:00"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''",
                "mo 08:00-09:00",
                "mon 08:00",
                "mon 08:60-09:00",
                "mon 25:00-26:00",
                "08:00-09:00",
                "mon 08:00-08:00",
                "mon 24:00-01:00",
                "mon tue"
            })
    void refuses_what_is_no_timetable(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of("s", text))
                .withMessage("timetable must have days and times like mon-fri 08:00-17:00: \"" + text + "\"");
    }

    @Test
    void names_what_else_is_wrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of(" ", "mon"))
                .withMessage("schedule name must not be blank: \" \"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule("s", NumberSet.range(0, 10_080), Set.of()))
                .withMessage("minutes of week must be within 0..10079: 0-10080");
    }

    @Test
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(
                        text -> Schedule.of("s", text).timetable(),
                        List.of("mon-fri 08:00-17:00", "sat; sun 1:00-2:00"),
                        "timetable"))
                .isPositive();
    }
}
