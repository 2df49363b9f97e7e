package dev.weir.shaping.core.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The days of a zone, numbered since 1970-01-01. Immutable. Times beyond what dates can tell belong to the first or last day they can. */
final class Days {
    private static final long MARGIN_DAYS = 2;
    private static final long MOST_DAY = LocalDate.MAX.toEpochDay() - MARGIN_DAYS;
    private static final long LEAST_DAY = LocalDate.MIN.toEpochDay() + MARGIN_DAYS;
    private static final long DAY_SECONDS = 86_400;

    private final ZoneId zone;

    Days(ZoneId zone) {
        this.zone = zone;
    }

    /** The day of a second since 1970 in UTC. */
    long dayAt(long second) {
        long told = Math.max(LEAST_DAY * DAY_SECONDS, Math.min(second, MOST_DAY * DAY_SECONDS));
        return Instant.ofEpochSecond(told).atZone(zone).toLocalDate().toEpochDay();
    }

    /** When a day starts, in seconds since 1970 in UTC; never, after the last. */
    long startOf(long day) {
        return day > MOST_DAY
                ? Long.MAX_VALUE
                : LocalDate.ofEpochDay(Math.max(day, LEAST_DAY))
                        .atStartOfDay(zone)
                        .toEpochSecond();
    }
}
