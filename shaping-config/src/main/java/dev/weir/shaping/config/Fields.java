package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. Reads them by name, reports what cannot be read, and in the end what nobody asked for. A blank field, that is null, an empty
 * text or an empty list, is as good as none (seed 001:221). Not thread-safe.
 */
final class Fields {
    private final ObjectNode object;
    private final String resource;
    private final String way;
    private final Findings findings;
    private final boolean broken;
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode value, String resource, String way, Findings findings) {
        this.object = value instanceof ObjectNode given ? given : Json.object();
        this.broken = !(value instanceof ObjectNode);
        this.resource = resource;
        this.way = way;
        this.findings = findings;
    }

    /** The fields of a whole resource; a value that is no object is a fault, and then nothing more is found wrong with it. */
    static Fields of(JsonNode value, String resource, Findings findings) {
        Fields fields = new Fields(value, resource, "", findings);
        if (fields.broken) {
            findings.add(new Fault(resource, "", FaultCode.INVALID, "must be an object: " + Json.brief(value)));
        }
        return fields;
    }

    /** The fields of an object within this one, likewise. */
    Fields within(String name, JsonNode value) {
        Fields fields = new Fields(value, resource, way + name + ".", findings);
        if (fields.broken) {
            fault(name, FaultCode.INVALID, "must be an object: " + Json.brief(value));
        }
        return fields;
    }

    /** A field's value, or null if it is blank. */
    @Nullable
    JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || blank(value) ? null : value;
    }

    /** The items of a list, which may be none; null if the field is not given or no list, which is a fault. */
    @Nullable
    List<JsonNode> items(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        if (value == null || blank(value) && !value.isArray()) {
            return null;
        }
        if (!value.isArray()) {
            fault(name, FaultCode.INVALID, "must be a list: " + Json.brief(value));
            return null;
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    static boolean blank(JsonNode value) {
        return value.isNull() || value.isTextual() && value.textValue().isBlank() || value.isArray() && value.isEmpty();
    }

    /** What a reader makes of a field; null if it is blank, and if the reader cannot, which is a fault. */
    <T> @Nullable T read(String name, Function<JsonNode, T> reader) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        try {
            return reader.apply(value);
        } catch (UnknownReference e) {
            fault(name, FaultCode.MISSING, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            fault(name, FaultCode.INVALID, String.valueOf(e.getMessage()));
        }
        return null;
    }

    /** As {@link #read}, and a blank field is a fault too. */
    <T> @Nullable T require(String name, Function<JsonNode, T> reader) {
        if (value(name) == null) {
            fault(name, FaultCode.MISSING_FIELD, name + " must be given");
            return null;
        }
        return read(name, reader);
    }

    /** As {@link #read}, with a value for a field that is blank or cannot be read. */
    <T> T read(String name, Function<JsonNode, T> reader, T otherwise) {
        T value = read(name, reader);
        return value == null ? otherwise : value;
    }

    void fault(String name, FaultCode code, String message) {
        if (!broken) {
            findings.add(new Fault(resource, way + name, code, message));
        }
    }

    void warn(String name, String message) {
        findings.add(new Warning(resource, way + name, message));
    }

    /** Whether anything was found wrong so far in the whole document. */
    int faults() {
        return findings.faults();
    }

    /** The names that nobody asked for so far. */
    List<String> unknown() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        return names;
    }

    void warnOfUnknown() {
        unknown().forEach(name -> warn(name, "unknown field"));
    }
}
