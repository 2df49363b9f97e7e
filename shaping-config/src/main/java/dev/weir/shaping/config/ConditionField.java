package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weir.shaping.match.AdapterIs;
import dev.weir.shaping.match.AdapterNameIs;
import dev.weir.shaping.match.AdapterTypeIs;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.ApplicationIs;
import dev.weir.shaping.match.BlockListed;
import dev.weir.shaping.match.CommandLineHas;
import dev.weir.shaping.match.CountryIs;
import dev.weir.shaping.match.DaysOfMonth;
import dev.weir.shaping.match.DaysOfWeek;
import dev.weir.shaping.match.DirectionIs;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.FilterIn;
import dev.weir.shaping.match.HeaderBits;
import dev.weir.shaping.match.HeaderField;
import dev.weir.shaping.match.HeaderFieldIn;
import dev.weir.shaping.match.HostIs;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Months;
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
import java.time.DayOfWeek;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition as a single field.
 *
 * @param name the field's name
 * @param value its value
 */
record ConditionField(String name, JsonNode value) {
    /** Null if no single field says it. */
    static @Nullable ConditionField of(Match match) {
        ConditionField field = ofPacket(match);
        field = field == null ? ofProcess(match) : field;
        field = field == null ? ofTime(match) : field;
        return field != null
                ? field
                : AlternativeTexts.field(match instanceof AnyOf any ? any.parts() : List.of(match));
    }

    private static @Nullable ConditionField ofPacket(Match match) {
        if (match instanceof PortIn in) {
            return text(in.end() + "_port", in.ports().toString());
        } else if (match instanceof ProtocolIs is) {
            return new ConditionField("protocol", IntNode.valueOf(is.number()));
        } else if (match instanceof CountryIs is) {
            return text(
                    "country_code",
                    is.countries().stream().map(Enum::name).sorted().collect(Collectors.joining(", ")));
        } else if (match instanceof BlockListed listed) {
            ArrayNode ids = Json.array();
            listed.lists().forEach(list -> ids.add(list.id().toString()));
            return new ConditionField("block_lists", ids);
        } else if (match instanceof DirectionIs is) {
            return text("direction", is.direction().toString());
        } else if (match instanceof EtherTypeIs is) {
            return new ConditionField("ether_type", IntNode.valueOf(is.type()));
        } else if (match instanceof HeaderFieldIn in) {
            return in.field() == HeaderField.DSCP || in.field() == HeaderField.ECN
                    ? text(
                            in.field().name().toLowerCase(Locale.ROOT),
                            in.values().toString())
                    : new ConditionField("ip_header", HeaderValues.write(in));
        } else if (match instanceof HeaderBits bits) {
            return new ConditionField("ip_header", HeaderValues.write(bits));
        }
        return null;
    }

    private static @Nullable ConditionField ofProcess(Match match) {
        if (match instanceof AdapterIs is) {
            return new ConditionField("adapter_id", IntNode.valueOf(is.id()));
        } else if (match instanceof AdapterNameIs is) {
            return text("adapter_name", is.name());
        } else if (match instanceof AdapterTypeIs is) {
            return texts(
                    "adapter_type",
                    is.types().stream()
                            .map(type -> type.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .toList());
        } else if (match instanceof ProcessIs is) {
            return texts("process_name", is.patterns());
        } else if (match instanceof CommandLineHas has) {
            return texts("command_line", has.parts());
        } else if (match instanceof PidIn in) {
            return text("process_id", in.ids().toString());
        } else if (match instanceof UserIs is) {
            return texts("user", is.users());
        } else if (match instanceof FilterIn in) {
            return text("filter_id", in.ids().toString());
        } else if (match instanceof UrlIs is) {
            return text("url", is.host() + is.path());
        } else if (match instanceof HostIs is) {
            return texts("host", is.patterns());
        } else if (match instanceof ApplicationIs is) {
            return texts("application", is.protocols());
        }
        return match instanceof SsidIs is ? text("ssid", is.name()) : null;
    }

    private static @Nullable ConditionField ofTime(Match match) {
        if (match instanceof TimeOfDay time) {
            return new ConditionField("time", Json.array().add(time.from()).add(time.to()));
        } else if (match instanceof DaysOfWeek of) {
            return flags("day_week", 7, place -> of.days().contains(DayOfWeek.SUNDAY.plus(place)));
        } else if (match instanceof DaysOfMonth of) {
            return flags("day_month", 31, place -> of.days().contains(place + 1));
        } else if (match instanceof Months of) {
            return flags("month", 12, place -> of.months().contains(Month.of(place + 1)));
        } else if (match instanceof Schedule schedule) {
            return new ConditionField("schedule", TimeValues.write(schedule));
        } else if (match instanceof TrafficCondition condition) {
            return new ConditionField("condition", TrafficValues.of(condition).node());
        }
        return null;
    }

    static ConditionField text(String name, String value) {
        return new ConditionField(name, TextNode.valueOf(value));
    }

    /** One text with commas where these can be told from those of the items, else a list. */
    private static ConditionField texts(String name, List<String> items) {
        if (items.stream().noneMatch(item -> item.indexOf(',') >= 0 || !item.equals(item.strip()))) {
            return text(name, String.join(", ", items));
        }
        ArrayNode array = Json.array();
        items.forEach(array::add);
        return new ConditionField(name, array);
    }

    private static ConditionField flags(String name, int length, IntPredicate flag) {
        ArrayNode array = Json.array();
        for (int i = 0; i < length; i++) {
            array.add(flag.test(i));
        }
        return new ConditionField(name, array);
    }
}
