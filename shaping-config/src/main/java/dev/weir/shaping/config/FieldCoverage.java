package dev.weir.shaping.config;

import dev.weir.shaping.match.AdapterIs;
import dev.weir.shaping.match.AdapterTypeIs;
import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.ApplicationIs;
import dev.weir.shaping.match.BlockListed;
import dev.weir.shaping.match.CommandLineHas;
import dev.weir.shaping.match.CountryIs;
import dev.weir.shaping.match.DaysOfMonth;
import dev.weir.shaping.match.DaysOfWeek;
import dev.weir.shaping.match.DirectionIs;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.FilterIn;
import dev.weir.shaping.match.HeaderFieldIn;
import dev.weir.shaping.match.HostIs;
import dev.weir.shaping.match.Ip;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Months;
import dev.weir.shaping.match.NumberSet;
import dev.weir.shaping.match.PidIn;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.ProcessIs;
import dev.weir.shaping.match.ProtocolIs;
import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.SsidIs;
import dev.weir.shaping.match.TimeOfDay;
import dev.weir.shaping.match.UrlIs;
import dev.weir.shaping.match.UserIs;
import dev.weir.shaping.match.Where;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Conditions on a single field: whether one holds wherever another does, and whether both can hold at once. Says yes only where it is certain. */
final class FieldCoverage {
    private static final int MINUTES_PER_DAY = 1_440;

    private FieldCoverage() {}

    /** Whether the wide one holds for every packet for which the narrow one does, at the same moment. */
    static boolean covers(Match wide, Match narrow) {
        if (wide.counts() || narrow.counts() || wide instanceof Where) {
            return false;
        }
        if (wide.equals(narrow)) {
            return true;
        }
        if (wide instanceof Ip) {
            return narrow instanceof ProtocolIs || narrow instanceof AddressIn || narrow instanceof HeaderFieldIn;
        }
        if (wide instanceof AddressIn one && narrow instanceof AddressIn other) {
            return one.end() == other.end() && Sets.contains(one.addresses(), other.addresses());
        }
        if (wide instanceof UrlIs one && narrow instanceof UrlIs other) {
            return one.path().isEmpty() && one.host().equals(other.host());
        }
        NumberSet wideNumbers = numbers(wide, narrow);
        NumberSet narrowNumbers = numbers(narrow, wide);
        if (wideNumbers != null && narrowNumbers != null) {
            return Sets.contains(wideNumbers, narrowNumbers)
                    && (!(wide instanceof Schedule one)
                            || narrow instanceof Schedule other
                                    && other.except().containsAll(one.except()));
        }
        return wide.getClass() == narrow.getClass() && values(wide).containsAll(values(narrow));
    }

    /** Whether no packet meets both, at any moment. */
    static boolean disjoint(Match one, Match other) {
        if (one.getClass() != other.getClass()) {
            return false;
        }
        if (one instanceof AddressIn first && other instanceof AddressIn second) {
            return first.end() == second.end() && Sets.disjoint(first.addresses(), second.addresses());
        }
        NumberSet numbers = numbers(one, other);
        NumberSet others = numbers(other, one);
        if (numbers != null && others != null) {
            return Sets.disjoint(numbers, others);
        }
        return exclusive(one) && Collections.disjoint(values(one), values(other));
    }

    /** The numbers of a condition that asks for one of some, if the other condition asks the same field. */
    private static @Nullable NumberSet numbers(Match match, Match other) {
        if (match instanceof PortIn in && other instanceof PortIn that && in.end() == that.end()) {
            return in.ports().numbers();
        } else if (match instanceof MacIn in && other instanceof MacIn that && in.end() == that.end()) {
            return in.addresses().numbers();
        } else if (match instanceof HeaderFieldIn in
                && other instanceof HeaderFieldIn that
                && in.field() == that.field()) {
            return in.values();
        } else if (match.getClass() != other.getClass()) {
            return null;
        } else if (match instanceof PidIn in) {
            return in.ids();
        } else if (match instanceof FilterIn in) {
            return in.ids();
        } else if (match instanceof DaysOfMonth of) {
            return of.days();
        } else if (match instanceof Schedule schedule) {
            return schedule.minutes();
        }
        return match instanceof TimeOfDay time ? minutes(time) : null;
    }

    private static NumberSet minutes(TimeOfDay time) {
        if (time.from() < time.to()) {
            return NumberSet.range(time.from(), time.to() - 1L);
        }
        String evening = time.from() < MINUTES_PER_DAY ? time.from() + "-" + (MINUTES_PER_DAY - 1) : "";
        String morning = time.to() > 0 ? "0-" + (time.to() - 1) : "";
        String both = evening + (evening.isEmpty() || morning.isEmpty() ? "" : ",") + morning;
        return NumberSet.parse("minute", both, 0, MINUTES_PER_DAY);
    }

    /** What a condition asks one of, where it asks for one of some values. */
    private static Collection<?> values(Match match) {
        if (match instanceof CountryIs is) {
            return is.countries();
        } else if (match instanceof AdapterTypeIs is) {
            return is.types();
        } else if (match instanceof DaysOfWeek of) {
            return of.days();
        } else if (match instanceof Months of) {
            return of.months();
        } else if (match instanceof ProcessIs is) {
            return is.patterns();
        } else if (match instanceof CommandLineHas has) {
            return has.parts();
        } else if (match instanceof UserIs is) {
            return is.users();
        } else if (match instanceof HostIs is) {
            return is.patterns();
        } else if (match instanceof ApplicationIs is) {
            return is.protocols();
        } else if (match instanceof BlockListed listed) {
            return listed.lists();
        }
        return Collections.singleton(match);
    }

    /** Whether a packet has one value only, so that different ones exclude each other. */
    private static boolean exclusive(Match match) {
        return match instanceof DirectionIs
                || match instanceof ProtocolIs
                || match instanceof EtherTypeIs
                || match instanceof AdapterIs
                || match instanceof SsidIs
                || match instanceof CountryIs
                || match instanceof AdapterTypeIs
                || match instanceof DaysOfWeek
                || match instanceof Months
                || match instanceof ApplicationIs;
    }
}
