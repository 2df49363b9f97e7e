package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.filter.Filters;
import dev.weir.shaping.match.AdapterTypeIs;
import dev.weir.shaping.match.ApplicationIs;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.CommandLineHas;
import dev.weir.shaping.match.DaysOfWeek;
import dev.weir.shaping.match.HostIs;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.Months;
import dev.weir.shaping.match.ProcessIs;
import dev.weir.shaping.match.UserIs;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The fields of a condition in their order, and what each makes of its value: the direction, the published ones (seed 001:292, 324), then more of our own. */
final class ConditionFields {
    /** The published fields that are conditions of their own, in the order in which rules are written. */
    static final List<String> PUBLISHED = List.of(
            "adapter_id",
            "process_name",
            "command_line",
            "process_id",
            "filter_id",
            "local_endpoint",
            "local_port",
            "remote_endpoint",
            "remote_port",
            "protocol",
            "time",
            "day_week",
            "day_month",
            "month",
            "url",
            "ssid",
            "user",
            "country_code",
            "block_lists");

    private ConditionFields() {}

    static Map<String, Function<JsonNode, Match>> readers(Map<UUID, BlockList> blockLists) {
        Map<String, Function<JsonNode, Match>> fields = new LinkedHashMap<>();
        fields.put("direction", value -> Filters.direction(Values.text(value)));
        fields.put("adapter_id", value -> Matches.adapter(Values.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        fields.put("process_name", value -> new ProcessIs(Values.texts(value)));
        fields.put("command_line", value -> new CommandLineHas(Values.texts(value)));
        fields.put("process_id", value -> Matches.pids(Values.text(value)));
        fields.put("filter_id", value -> Matches.filter(Values.text(value)));
        fields.put("local_endpoint", value -> Matches.local(Values.text(value)));
        fields.put("local_port", value -> Matches.localPorts(Values.text(value)));
        fields.put("remote_endpoint", value -> Matches.remote(Values.text(value)));
        fields.put("remote_port", value -> Matches.remotePorts(Values.text(value)));
        fields.put("protocol", ConditionFields::protocol);
        fields.put("time", TimeValues::timeOfDay);
        fields.put("day_week", ConditionFields::daysOfWeek);
        fields.put("day_month", ConditionFields::daysOfMonth);
        fields.put("month", ConditionFields::months);
        fields.put("url", value -> Matches.url(Values.text(value)));
        fields.put("ssid", value -> Matches.ssid(Values.rawText(value)));
        fields.put("user", value -> new UserIs(Values.texts(value)));
        fields.put("country_code", value -> Matches.countries(Values.text(value)));
        fields.put("block_lists", value -> blockLists(value, blockLists));
        addOwn(fields);
        return fields;
    }

    private static void addOwn(Map<String, Function<JsonNode, Match>> fields) {
        fields.put("source_endpoint", value -> Matches.source(Values.text(value)));
        fields.put("source_port", value -> Matches.sourcePorts(Values.text(value)));
        fields.put("destination_endpoint", value -> Matches.destination(Values.text(value)));
        fields.put("destination_port", value -> Matches.destinationPorts(Values.text(value)));
        fields.put("ether_type", ConditionFields::etherType);
        fields.put("dscp", value -> Matches.dscp(Values.text(value)));
        fields.put("ecn", value -> Matches.ecn(Values.text(value)));
        fields.put("ip_header", HeaderValues::read);
        fields.put("adapter_name", value -> Matches.adapterName(Values.rawText(value)));
        fields.put("adapter_type", ConditionFields::adapterTypes);
        fields.put("application", value -> new ApplicationIs(Values.texts(value)));
        fields.put("host", value -> new HostIs(Values.texts(value)));
        fields.put("schedule", TimeValues::schedule);
    }

    static Match protocol(JsonNode value) {
        return value.isNumber()
                ? Matches.protocol(Values.integer(value, 0, 255))
                : Matches.protocol(Values.text(value));
    }

    static Match etherType(JsonNode value) {
        return value.isNumber()
                ? Matches.etherType(Values.integer(value, 0, 65_535))
                : Matches.etherType(Values.text(value));
    }

    /** Index 0 is Sunday. */
    private static Match daysOfWeek(JsonNode value) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Values.flags(value, 7).forEach(place -> days.add(DayOfWeek.SUNDAY.plus(place)));
        return new DaysOfWeek(days);
    }

    /** Index 0 is the 1st. */
    private static Match daysOfMonth(JsonNode value) {
        return Matches.daysOfMonth(
                Values.flags(value, 31).stream().mapToLong(place -> place + 1).toArray());
    }

    /** Index 0 is January. */
    private static Match months(JsonNode value) {
        Set<Month> months = EnumSet.noneOf(Month.class);
        Values.flags(value, 12).forEach(place -> months.add(Month.of(place + 1)));
        return new Months(months);
    }

    private static Match adapterTypes(JsonNode value) {
        Set<AdapterType> types = EnumSet.noneOf(AdapterType.class);
        for (String name : Values.texts(value)) {
            types.add(Arrays.stream(AdapterType.values())
                    .filter(type -> type.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("adapter type is unknown: \"" + name + "\"")));
        }
        return new AdapterTypeIs(types);
    }

    private static Match blockLists(JsonNode value, Map<UUID, BlockList> known) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("must be a list of ids: " + Json.brief(value));
        }
        List<BlockList> lists = new ArrayList<>();
        for (JsonNode item : value) {
            UUID id = UUID.fromString(Values.text(item));
            BlockList list = known.get(id);
            if (list == null) {
                throw new UnknownReference("there is no such block list: " + id);
            }
            lists.add(list);
        }
        return Matches.blockList(lists.toArray(BlockList[]::new));
    }
}
