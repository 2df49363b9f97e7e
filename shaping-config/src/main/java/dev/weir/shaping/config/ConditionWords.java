package dev.weir.shaping.config;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.match.AdapterIs;
import dev.weir.shaping.match.AdapterNameIs;
import dev.weir.shaping.match.AdapterTypeIs;
import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.ApplicationIs;
import dev.weir.shaping.match.BlockListed;
import dev.weir.shaping.match.CommandLineHas;
import dev.weir.shaping.match.CountryIs;
import dev.weir.shaping.match.DaysOfMonth;
import dev.weir.shaping.match.DaysOfWeek;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.FilterIn;
import dev.weir.shaping.match.HeaderFieldIn;
import dev.weir.shaping.match.HostIs;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Months;
import dev.weir.shaping.match.NamedAddress;
import dev.weir.shaping.match.Not;
import dev.weir.shaping.match.PidIn;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.ProcessIs;
import dev.weir.shaping.match.ProtocolIs;
import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.SsidIs;
import dev.weir.shaping.match.TimeOfDay;
import dev.weir.shaping.match.TrafficCondition;
import dev.weir.shaping.match.UrlIs;
import dev.weir.shaping.match.UserIs;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells conditions in words: clauses joined by "and" and "or". */
final class ConditionWords {
    private ConditionWords() {}

    static String of(Match match) {
        if (match instanceof AllOf all) {
            return joined(all.parts(), " and ");
        }
        if (match instanceof AnyOf any) {
            return joined(any.parts(), " or ");
        }
        if (match instanceof Not not) {
            return "not " + grouped(not.match());
        }
        String words = ofPacket(match);
        words = words == null ? ofProcess(match) : words;
        words = words == null ? ofTime(match) : words;
        return words == null ? match.toString() : words;
    }

    private static String joined(List<Match> parts, String word) {
        return parts.stream().map(ConditionWords::grouped).collect(Collectors.joining(word));
    }

    private static String grouped(Match match) {
        return match instanceof AllOf || match instanceof AnyOf ? "(" + of(match) + ")" : of(match);
    }

    private static @Nullable String ofPacket(Match match) {
        if (match instanceof Always) {
            return "any packet";
        } else if (match instanceof AddressIn in) {
            return in.end() + " address in " + in.addresses();
        } else if (match instanceof MacIn in) {
            return in.end() + " MAC address in " + in.addresses();
        } else if (match instanceof NamedAddress named) {
            return named.end() + " address of " + named.name();
        } else if (match instanceof PortIn in) {
            return in.end() + " port in " + in.ports();
        } else if (match instanceof ProtocolIs is) {
            return "protocol " + IpProtocols.nameOf(is.number());
        } else if (match instanceof EtherTypeIs is) {
            return "EtherType " + EtherTypes.nameOf(is.type());
        } else if (match instanceof HeaderFieldIn in) {
            return in.field().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " in " + in.values();
        } else if (match instanceof CountryIs is) {
            return "country in " + names(is.countries());
        } else if (match instanceof BlockListed listed) {
            return "remote address in "
                    + listed.lists().stream().map(list -> list.name()).collect(Collectors.joining(" or "));
        } else if (match instanceof FilterIn in) {
            return "filter in " + in.ids();
        }
        return null;
    }

    private static @Nullable String ofProcess(Match match) {
        if (match instanceof ProcessIs is) {
            return "process " + or(is.patterns());
        } else if (match instanceof CommandLineHas has) {
            return "command line with " + or(has.parts());
        } else if (match instanceof PidIn in) {
            return "process id in " + in.ids();
        } else if (match instanceof UserIs is) {
            return "user " + or(is.users());
        } else if (match instanceof AdapterIs is) {
            return "adapter " + is.id();
        } else if (match instanceof AdapterNameIs is) {
            return "adapter \"" + is.name() + "\"";
        } else if (match instanceof AdapterTypeIs is) {
            return "adapter of type " + names(is.types()).toLowerCase(Locale.ROOT);
        } else if (match instanceof SsidIs is) {
            return "wireless network \"" + is.name() + "\"";
        } else if (match instanceof ApplicationIs is) {
            return "application protocol " + or(is.protocols());
        } else if (match instanceof HostIs is) {
            return "remote host " + or(is.patterns());
        }
        return match instanceof UrlIs is ? "web site " + is.host() + is.path() : null;
    }

    private static @Nullable String ofTime(Match match) {
        if (match instanceof TimeOfDay time) {
            return "from " + TimeValues.time(time.from()) + " to " + TimeValues.time(time.to());
        } else if (match instanceof DaysOfWeek of) {
            return "on " + names(of.days()).toLowerCase(Locale.ROOT);
        } else if (match instanceof DaysOfMonth of) {
            return "on days " + of.days() + " of the month";
        } else if (match instanceof Months of) {
            return "in " + names(of.months()).toLowerCase(Locale.ROOT);
        } else if (match instanceof Schedule schedule) {
            return "on " + schedule(schedule);
        } else if (match instanceof TrafficCondition condition) {
            return "its traffic in the last " + condition.window() + " is " + (condition.more() ? "more" : "less")
                    + " than " + condition.amount();
        }
        return null;
    }

    static String schedule(Schedule schedule) {
        String except =
                schedule.except().stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
        return "schedule \"" + schedule.name() + "\" (" + schedule.timetable()
                + (except.isEmpty() ? "" : "; not on " + except) + ")";
    }

    private static String or(List<String> words) {
        return String.join(" or ", words);
    }

    private static String names(Collection<? extends Enum<?>> constants) {
        return constants.stream()
                .sorted((one, other) -> Integer.compare(one.ordinal(), other.ordinal()))
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}
