package dev.weir.shaping.match;

import dev.weir.shaping.Direction;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time that ends now, over which traffic is summed: the last 30 minutes, the last month. It slides; it does not start over. Immutable, thread-safe, equal
 * by value.
 *
 * <p>Sums go by buckets, of a second for windows up to 10 minutes, a minute up to a day, an hour up to 31 days, and a day beyond that. A packet counts until the
 * window has slid past the bucket it is in: for the window's length, and at most one bucket longer. Months are those of the calendar in the engine's zone.
 *
 * @param amount how many units, 1 or more
 * @param unit seconds, minutes, hours, days, weeks or months
 * @param direction the direction of packets that count, or null for both
 */
public record TrafficWindow(long amount, ChronoUnit unit, @Nullable Direction direction) {
    private static final List<ChronoUnit> UNITS = List.of(
            ChronoUnit.SECONDS,
            ChronoUnit.MINUTES,
            ChronoUnit.HOURS,
            ChronoUnit.DAYS,
            ChronoUnit.WEEKS,
            ChronoUnit.MONTHS);
    private static final Duration MOST = Duration.ofDays(400);
    private static final long MOST_MONTHS = 13;
    private static final Pattern TEXT = Pattern.compile("(?:([0-9]{1,9})\\s*)?(\\p{Alpha}+)");

    /**
     * Checks length and unit.
     *
     * @param amount how many units, 1 or more
     * @param unit seconds, minutes, hours, days, weeks or months
     * @param direction the direction of packets that count, or null for both
     * @throws IllegalArgumentException if the unit is another, there are none, or the window is longer than 400 days or 13 months
     */
    public TrafficWindow {
        if (!UNITS.contains(unit)) {
            throw new IllegalArgumentException("traffic window must have a unit of " + names() + ": " + unit);
        }
        long most = unit == ChronoUnit.MONTHS ? MOST_MONTHS : MOST.dividedBy(unit.getDuration());
        if (amount < 1 || amount > most) {
            throw new IllegalArgumentException(
                    "traffic window must be within 1.." + most + " " + name(unit) + ": " + amount);
        }
    }

    private static String names() {
        return String.join(", ", UNITS.stream().map(TrafficWindow::name).toList());
    }

    private static String name(ChronoUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A window over both directions.
     *
     * @param amount how many units, 1 or more
     * @param unit seconds, minutes, hours, days, weeks or months
     * @return the window
     * @throws IllegalArgumentException if out of range
     */
    public static TrafficWindow of(long amount, ChronoUnit unit) {
        return new TrafficWindow(amount, unit, null);
    }

    /**
     * Reads a window over both directions.
     *
     * @param text such as {@code 1 month}, {@code 3 Hours} or {@code day}
     * @return the window
     * @throws IllegalArgumentException if the text is none
     */
    public static TrafficWindow parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("traffic window must be like 3 hours: \"" + text + "\"");
        }
        String name = matcher.group(2).toUpperCase(Locale.ROOT);
        ChronoUnit unit = UNITS.stream()
                .filter(each -> each.name().equals(name) || each.name().equals(name + "S"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "traffic window must have a unit of " + names() + ": \"" + text + "\""));
        return of(matcher.group(1) == null ? 1 : Long.parseLong(matcher.group(1)), unit);
    }

    /**
     * The same window for one direction.
     *
     * @param way the direction of packets that count
     * @return the window
     */
    public TrafficWindow only(Direction way) {
        return new TrafficWindow(amount, unit, way);
    }

    /** Amount and unit, such as {@code 1 month}, with the direction if there is one: {@code 3 hours outgoing}. */
    @Override
    public String toString() {
        String plural = name(unit);
        String text = amount + " " + (amount == 1 ? plural.substring(0, plural.length() - 1) : plural);
        return direction == null ? text : text + " " + direction;
    }
}
