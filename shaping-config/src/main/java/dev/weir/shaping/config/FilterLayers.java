package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weir.shaping.match.AdapterIs;
import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.MaskedAddress;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.NumberSet;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.ProtocolIs;
import java.util.ArrayList;
import java.util.List;

/** The parts of a condition by the layers of published filters; what belongs to none of them stays as fields of a condition. */
final class FilterLayers {
    static final List<String> NAMES = List.of("ethernet_filter", "network_filter", "transport_filter");

    private final ObjectNode node = Json.object();

    private FilterLayers() {}

    /** The fields of a condition; whether they are read back as the same, the caller must see. */
    static ObjectNode write(Match match) {
        FilterLayers layers = new FilterLayers();
        List<Match> rest = new ArrayList<>();
        for (Match part : match instanceof AllOf all ? all.parts() : List.of(match)) {
            if (!layers.place(part)) {
                rest.add(part);
            }
        }
        if (!rest.isEmpty()) {
            layers.node.setAll(new ConditionWriter().write(rest.size() == 1 ? rest.get(0) : new AllOf(rest)));
        }
        return layers.node;
    }

    private boolean place(Match part) {
        if (part instanceof AdapterIs is) {
            node.put("adapter", is.id());
            return true;
        }
        if (part instanceof EtherTypeIs is) {
            return put("ethernet_filter", "protocol", IntNode.valueOf(is.type()));
        }
        if (part instanceof ProtocolIs is) {
            return put("network_filter", "protocol", IntNode.valueOf(is.number()));
        }
        if (part instanceof MacIn in && isOfPacket(in.end())) {
            return put(
                    "ethernet_filter",
                    name(in.end()) + "_mac",
                    TextNode.valueOf(in.addresses().toString()));
        }
        if (part instanceof AddressIn in && isOfPacket(in.end())) {
            return putAddress(name(in.end()), in.addresses());
        }
        if (part instanceof PortIn in
                && isOfPacket(in.end())
                && in.ports().numbers().ranges() == 1) {
            NumberSet range = in.ports().numbers();
            return put(
                    "transport_filter",
                    name(in.end()) + "_port_range",
                    Json.array().add(range.first(0)).add(range.last(0)));
        }
        return false;
    }

    private static boolean isOfPacket(End end) {
        return end == End.SOURCE || end == End.DESTINATION;
    }

    private static String name(End end) {
        return end == End.SOURCE ? "src" : "dest";
    }

    private boolean putAddress(String end, AddressSet addresses) {
        if (addresses.ranges().isEmpty() && addresses.masked().size() == 1) {
            MaskedAddress masked = addresses.masked().get(0);
            put("network_filter", end + "_mask", TextNode.valueOf(masked.mask().toString()));
            return put(
                    "network_filter",
                    end + "_address",
                    TextNode.valueOf(masked.address().toString()));
        }
        return put("network_filter", end + "_address", TextNode.valueOf(addresses.toString()));
    }

    private boolean put(String layer, String name, JsonNode value) {
        ObjectNode object = node.get(layer) instanceof ObjectNode given ? given : blank(layer);
        object.set(name, value);
        return true;
    }

    private ObjectNode blank(String layer) {
        ObjectNode object = node.putObject(layer);
        List<String> fields =
                switch (layer) {
                    case "ethernet_filter" -> List.of("src_mac", "dest_mac", "protocol");
                    case "network_filter" ->
                        List.of("src_address", "src_mask", "dest_address", "dest_mask", "protocol");
                    default -> List.of("src_port_range", "dest_port_range");
                };
        fields.forEach(object::putNull);
        return object;
    }
}
