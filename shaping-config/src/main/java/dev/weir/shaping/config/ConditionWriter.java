package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.BlockListed;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Not;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes conditions: as plain fields where it can, nested where a field comes twice or the parts are in another order. What it writes is read back as an equal
 * condition; of one that would not be, such as a predicate, it says so.
 */
final class ConditionWriter {
    private final Map<UUID, BlockList> lists = new HashMap<>();

    /** The fields of a condition; none for one that always holds. */
    ObjectNode write(Match match) {
        collectLists(match);
        ConditionReader reader = new ConditionReader(lists);
        ObjectNode flat = flat(match);
        if (flat != null && isReadAs(match, flat, reader)) {
            return flat;
        }
        if (!(match instanceof AllOf all)) {
            throw cannot(match);
        }
        ObjectNode nested = Json.object().set("all", array(all.parts()));
        if (!isReadAs(match, nested, reader)) {
            throw cannot(match);
        }
        return nested;
    }

    private static boolean isReadAs(Match match, ObjectNode node, ConditionReader reader) {
        Findings findings = new Findings();
        Match read = reader.read(Fields.of(node, "condition", findings));
        return findings.faults() == 0 && read.equals(match);
    }

    /** The block lists of the conditions written so far. */
    Map<UUID, BlockList> lists() {
        return lists;
    }

    private void collectLists(Match match) {
        if (match instanceof BlockListed listed) {
            listed.lists().forEach(list -> lists.put(list.id(), list));
        }
        parts(match).forEach(this::collectLists);
    }

    /** The conditions of which a condition is made. */
    static List<Match> parts(Match match) {
        if (match instanceof AllOf all) {
            return all.parts();
        }
        if (match instanceof AnyOf any) {
            return any.parts();
        }
        return match instanceof Not not ? List.of(not.match()) : List.of();
    }

    /** Each part as a field of one object, or null if two parts need the same field. */
    private @Nullable ObjectNode flat(Match match) {
        ObjectNode node = Json.object();
        for (Match part : match instanceof AllOf all ? all.parts() : List.of(match)) {
            if (part instanceof Always) {
                continue;
            }
            ConditionField field = field(part);
            if (node.has(field.name())) {
                return null;
            }
            node.set(field.name(), field.value());
        }
        return node;
    }

    private ArrayNode array(List<Match> parts) {
        ArrayNode array = Json.array();
        parts.forEach(part -> array.add(write(part)));
        return array;
    }

    /** Neighbours that are one list in a text stay together: some have no text of their own. */
    private ArrayNode alternatives(List<Match> parts) {
        ArrayNode array = Json.array();
        int at = 0;
        while (at < parts.size()) {
            int end = parts.size();
            ConditionField joined = null;
            while (joined == null && --end > at) {
                joined = AlternativeTexts.field(parts.subList(at, end + 1));
            }
            array.add(joined == null ? write(parts.get(at)) : Json.object().set(joined.name(), joined.value()));
            at = end + 1;
        }
        return array;
    }

    private ConditionField field(Match part) {
        ConditionField plain = ConditionField.of(part);
        if (plain != null) {
            return plain;
        }
        if (part instanceof AnyOf any) {
            return new ConditionField("any", alternatives(any.parts()));
        }
        if (part instanceof Not not) {
            JsonNode opposite = write(not.match());
            return new ConditionField("not", opposite);
        }
        throw cannot(part);
    }

    private static IllegalArgumentException cannot(Match match) {
        return new IllegalArgumentException("condition cannot be written: " + match);
    }
}
