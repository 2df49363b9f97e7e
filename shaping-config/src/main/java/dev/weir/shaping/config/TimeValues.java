package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.Schedule;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of the day, as two minutes or a text like {@code 08:00-18:00}, and timetables. */
final class TimeValues {
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");

    private TimeValues() {}

    static Match timeOfDay(JsonNode value) {
        if (value.isArray() && value.size() == 2) {
            return Matches.time(minute(value.get(0)), minute(value.get(1)));
        }
        Matcher matcher = TIMES.matcher(value.isTextual() ? Values.text(value) : "");
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a list of 2 minutes of the day, or a text like 08:00-18:00: " + Json.brief(value));
        }
        return Matches.time(minute(matcher.group(1), matcher.group(2)), minute(matcher.group(3), matcher.group(4)));
    }

    private static int minute(JsonNode value) {
        return Values.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static int minute(String hours, String minutes) {
        int minute = Integer.parseInt(minutes);
        if (minute > 59) {
            throw new IllegalArgumentException("minutes must be within 0..59: " + minute);
        }
        return 60 * Integer.parseInt(hours) + minute;
    }

    /** {@code {"name": "work", "times": "mon-fri 08:00-17:00", "except": ["2026-12-25"]}}. */
    static Match schedule(JsonNode value) {
        if (!value.isObject() || value.get("name") == null || value.get("times") == null) {
            throw new IllegalArgumentException("must be an object with name and times: " + Json.brief(value));
        }
        Schedule schedule = Schedule.of(Values.text(value.get("name")), Values.text(value.get("times")));
        JsonNode except = value.get("except");
        if (except == null || Fields.blank(except)) {
            return schedule;
        }
        return schedule.except(
                Values.texts(except).stream().map(TimeValues::date).toArray(LocalDate[]::new));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("date must be like 2026-12-25: \"" + text + "\"", e);
        }
    }

    static ObjectNode write(Schedule schedule) {
        ObjectNode node = Json.object().put("name", schedule.name()).put("times", schedule.timetable());
        ArrayNode except = node.putArray("except");
        schedule.except().stream().sorted().forEach(date -> except.add(date.toString()));
        return node;
    }

    static String time(long minuteOfDay) {
        return String.format(Locale.ROOT, "%02d:%02d", minuteOfDay / 60, minuteOfDay % 60);
    }
}
