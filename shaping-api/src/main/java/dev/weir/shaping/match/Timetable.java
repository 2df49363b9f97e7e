package dev.weir.shaping.match;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints weekly timetables as minutes of the week, the first of Monday being 0. */
final class Timetable {
    static final int MINUTES_PER_DAY = 1_440;
    static final int MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

    private static final Pattern DAYS = Pattern.compile("(\\p{Alpha}{3,9})(?:\\s*-\\s*(\\p{Alpha}{3,9}))?");
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");

    private Timetable() {}

    static NumberSet parse(String text) {
        List<Long> bounds = new ArrayList<>();
        for (String item : text.split(";", -1)) {
            int digit = firstDigit(item);
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (String part : Words.split(item.substring(0, digit))) {
                addDays(days, part, item);
            }
            String times = digit == item.length() ? "00:00-24:00" : item.substring(digit);
            for (String part : Words.split(times)) {
                addTimes(bounds, days, part, item);
            }
        }
        return NumberSet.ofRanges(bounds.stream().mapToLong(each -> each).toArray());
    }

    private static int firstDigit(String item) {
        int place = 0;
        while (place < item.length() && !Character.isDigit(item.charAt(place))) {
            place++;
        }
        return place;
    }

    private static void addDays(Set<DayOfWeek> days, String part, String item) {
        Matcher matcher = DAYS.matcher(part);
        if (!matcher.matches()) {
            throw bad(item);
        }
        DayOfWeek first = day(matcher.group(1), item);
        DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2), item);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day);
        }
        days.add(last);
    }

    private static DayOfWeek day(String name, String item) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> bad(item));
    }

    private static void addTimes(List<Long> bounds, Set<DayOfWeek> days, String part, String item) {
        Matcher matcher = TIMES.matcher(part);
        if (!matcher.matches()) {
            throw bad(item);
        }
        int from = minute(matcher.group(1), matcher.group(2), item);
        int to = minute(matcher.group(3), matcher.group(4), item);
        if (from == to || from == MINUTES_PER_DAY) {
            throw bad(item);
        }
        int length = to > from ? to - from : to + MINUTES_PER_DAY - from;
        days.forEach(day -> addSpan(bounds, (long) day.ordinal() * MINUTES_PER_DAY + from, length));
    }

    private static int minute(String hours, String minutes, String item) {
        int minute = 60 * Integer.parseInt(hours) + Integer.parseInt(minutes);
        if (Integer.parseInt(minutes) > 59 || minute > MINUTES_PER_DAY) {
            throw bad(item);
        }
        return minute;
    }

    private static void addSpan(List<Long> bounds, long from, int length) {
        long last = from + length - 1;
        if (last < MINUTES_PER_WEEK) {
            bounds.addAll(List.of(from, last));
        } else {
            bounds.addAll(List.of(from, MINUTES_PER_WEEK - 1L, 0L, last - MINUTES_PER_WEEK));
        }
    }

    private static IllegalArgumentException bad(String item) {
        return new IllegalArgumentException(
                "timetable must have days and times like mon-fri 08:00-17:00: \"" + item.strip() + "\"");
    }

    /** A text that is read back, by days, such as {@code friday 22:00-24:00; saturday 00:00-06:00}. */
    static String text(NumberSet minutes) {
        StringJoiner text = new StringJoiner("; ");
        for (int i = 0; i < minutes.ranges(); i++) {
            long first = minutes.first(i);
            while (first <= minutes.last(i)) {
                long midnight = first - first % MINUTES_PER_DAY;
                long end = Math.min(minutes.last(i) + 1, midnight + MINUTES_PER_DAY);
                text.add(day(first) + " " + time(first - midnight) + "-" + time(end - midnight));
                first = end;
            }
        }
        return text.toString();
    }

    private static String day(long minute) {
        return DayOfWeek.values()[(int) (minute / MINUTES_PER_DAY)].name().toLowerCase(Locale.ROOT);
    }

    /** A minute of the day, such as {@code 08:05}. */
    static String time(long minute) {
        return (minute < 600 ? "0" : "") + minute / 60 + (minute % 60 < 10 ? ":0" : ":") + minute % 60;
    }
}
