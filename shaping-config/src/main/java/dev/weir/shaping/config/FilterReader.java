package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.MacSet;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lists of filters: the published fields (seed 001:295, 321), and those of conditions besides. */
final class FilterReader {
    private final ConditionReader conditions;
    private final Findings findings;

    FilterReader(Map<UUID, BlockList> blockLists, Findings findings) {
        conditions = new ConditionReader(blockLists);
        this.findings = findings;
    }

    /** The filters of a list; of no use if a fault is found. */
    FilterSet read(List<JsonNode> list) {
        FilterSet filters = FilterSet.empty();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Fields fields = Fields.of(list.get(i), "filters[" + i + "]", findings);
            Filter filter = filter(fields, names);
            fields.warnOfUnknown();
            if (filter != null) {
                filters = added(filters, filter, fields);
            }
        }
        return filters;
    }

    private static FilterSet added(FilterSet filters, Filter filter, Fields fields) {
        try {
            return filters.with(filter);
        } catch (IllegalArgumentException e) {
            fields.fault("id", FaultCode.ALREADY_EXISTS, String.valueOf(e.getMessage()));
            return filters;
        }
    }

    private @Nullable Filter filter(Fields fields, Set<String> names) {
        int faults = fields.faults();
        String name = fields.require("name", Values::rawText);
        if (name != null && !names.add(name)) {
            fields.fault("name", FaultCode.ALREADY_EXISTS, "filter name is already in the list: \"" + name + "\"");
        }
        boolean enabled = fields.read("enabled", Values::flag, true);
        FilterAction action = fields.require("action", value -> FilterAction.parse(Values.text(value)));
        int id = fields.read("id", value -> Values.integer(value, 1, Integer.MAX_VALUE), 0);
        Match match = match(fields);
        if (name == null || action == null || fields.faults() > faults) {
            return null;
        }
        try {
            return new Filter(name, match, action, id, enabled);
        } catch (IllegalArgumentException e) {
            fields.fault("", FaultCode.INVALID, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The condition that the fields make together. */
    Match match(Fields fields) {
        List<Match> parts = new ArrayList<>(List.of(conditions.read(fields)));
        add(
                parts,
                fields,
                "adapter",
                value -> Matches.adapter(Values.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        Fields ethernet = within(fields, "ethernet_filter");
        add(parts, ethernet, "src_mac", value -> new MacIn(End.SOURCE, MacSet.parse(Values.text(value))));
        add(parts, ethernet, "dest_mac", value -> new MacIn(End.DESTINATION, MacSet.parse(Values.text(value))));
        add(parts, ethernet, "protocol", ConditionFields::etherType);
        Fields network = within(fields, "network_filter");
        addAddress(parts, network, "src", Matches::source);
        addAddress(parts, network, "dest", Matches::destination);
        add(parts, network, "protocol", ConditionFields::protocol);
        Fields transport = within(fields, "transport_filter");
        add(parts, transport, "src_port_range", value -> Matches.sourcePorts(range(value)));
        add(parts, transport, "dest_port_range", value -> Matches.destinationPorts(range(value)));
        ethernet.warnOfUnknown();
        network.warnOfUnknown();
        transport.warnOfUnknown();
        return joined(parts, fields);
    }

    private static Fields within(Fields fields, String name) {
        JsonNode value = fields.value(name);
        return fields.within(name, value == null ? Json.object() : value);
    }

    private static void add(List<Match> parts, Fields fields, String name, Function<JsonNode, Match> reader) {
        Match part = fields.read(name, reader);
        if (part != null) {
            parts.add(part);
        }
    }

    /** An address, or what is read for one; with a mask, a single address. */
    private static void addAddress(List<Match> parts, Fields fields, String end, Function<String, Match> reader) {
        String mask = fields.read(end + "_mask", Values::text);
        if (mask != null && fields.value(end + "_address") == null) {
            fields.fault(end + "_mask", FaultCode.INVALID, "mask must have an address: \"" + mask + "\"");
        }
        add(parts, fields, end + "_address", value -> {
            String address = Values.text(value);
            if (mask != null && (address.indexOf('-') >= 0 || address.indexOf(',') >= 0)) {
                throw new IllegalArgumentException("address with a mask must be a single one: \"" + address + "\"");
            }
            return reader.apply(mask == null ? address : address + "/" + mask);
        });
    }

    private static String range(JsonNode value) {
        if (!value.isArray() || value.size() != 2) {
            throw new IllegalArgumentException("must be a list of the first and the last port: " + Json.brief(value));
        }
        return Values.whole(value.get(0), 0, 65_535) + "-" + Values.whole(value.get(1), 0, 65_535);
    }

    private static Match joined(List<Match> parts, Fields fields) {
        parts.removeIf(Always.class::isInstance);
        if (parts.size() < 2) {
            return parts.isEmpty() ? Matches.any() : parts.get(0);
        }
        try {
            return new AllOf(parts);
        } catch (IllegalArgumentException e) {
            fields.fault("", FaultCode.INVALID, String.valueOf(e.getMessage()));
            return Matches.any();
        }
    }
}
