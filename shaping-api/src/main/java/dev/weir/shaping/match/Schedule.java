package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A weekly timetable under a name, with dates on which it does not hold. A condition like others, and what switches an entry of a rule list on and off, see
 * {@link dev.weir.shaping.RuleEntry#scheduled}. Times are those of the engine's zone. Immutable, thread-safe, equal by value.
 *
 * @param name the name
 * @param minutes the minutes of the week during which it holds: 0 is Monday 00:00, 10 079 Sunday 23:59
 * @param except the dates on which it does not
 */
public record Schedule(String name, NumberSet minutes, Set<LocalDate> except) implements Match {
    /**
     * Checks name and minutes.
     *
     * @param name the name
     * @param minutes the minutes of the week
     * @param except the dates on which it does not hold; copied
     * @throws IllegalArgumentException if the name is blank, there is no minute, or one is out of range
     */
    public Schedule {
        if (name.isBlank()) {
            throw new IllegalArgumentException("schedule name must not be blank: \"" + name + "\"");
        }
        if (minutes.ranges() == 0
                || minutes.first(0) < 0
                || minutes.last(minutes.ranges() - 1) >= Timetable.MINUTES_PER_WEEK) {
            throw new IllegalArgumentException(
                    "minutes of week must be within 0.." + (Timetable.MINUTES_PER_WEEK - 1) + ": " + minutes);
        }
        except = Set.copyOf(except);
    }

    /**
     * Reads a timetable: items separated by semicolons, each days and times. Days are names, three letters at least, and ranges of them; times are ranges, of
     * which there may be none for the whole day. A range whose end is not after its start goes on into the next day.
     *
     * @param name the name
     * @param text such as {@code mon-fri 08:00-12:00, 13:00-17:00; sat, sun}
     * @return the schedule
     * @throws IllegalArgumentException if the name is blank, or an item is none
     */
    public static Schedule of(String name, String text) {
        return new Schedule(name, Timetable.parse(text), Set.of());
    }

    /**
     * This schedule without some dates, from midnight to midnight.
     *
     * @param dates holidays, as an example
     * @return the new schedule
     */
    public Schedule except(LocalDate... dates) {
        Set<LocalDate> all = new TreeSet<>(except);
        all.addAll(List.of(dates));
        return new Schedule(name, minutes, all);
    }

    /**
     * Whether it holds at a time.
     *
     * @param time local date and time
     * @return true if it does
     */
    public boolean holdsAt(LocalDateTime time) {
        return holds(time.getDayOfWeek(), time.getHour() * 60 + time.getMinute())
                && !except.contains(time.toLocalDate());
    }

    private boolean holds(DayOfWeek day, int minuteOfDay) {
        return minutes.contains((long) day.ordinal() * Timetable.MINUTES_PER_DAY + minuteOfDay);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return holds(context.dayOfWeek(), context.minuteOfDay())
                && (except.isEmpty() || !except.contains(context.date()));
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.TIME);
    }

    @Override
    public boolean flowConstant() {
        return false;
    }

    /**
     * Its times as text, without exceptions.
     *
     * @return a text that {@link #of} reads, such as {@code monday 08:00-17:00; saturday 00:00-24:00}
     */
    public String timetable() {
        return Timetable.text(minutes);
    }

    /** Name, times and exceptions, such as {@code schedule(work: monday 08:00-17:00; except 2024-12-25)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("schedule(" + name + ": " + timetable());
        new TreeSet<>(except).forEach(date -> text.append("; except ").append(date));
        return text.append(')').toString();
    }
}
