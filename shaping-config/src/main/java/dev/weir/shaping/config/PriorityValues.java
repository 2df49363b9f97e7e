package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A priority with its eleven published values (seed 001:292), those that do not count included.
 *
 * @param download the values of incoming packets
 * @param upload the values of outgoing packets
 * @param perConnection whether limits are those of each connection
 * @param priority what they make, with our own fields
 */
record PriorityValues(DirectionValues download, DirectionValues upload, boolean perConnection, Priority priority) {
    private static final String PER_CONNECTION = "per_connection_limits";

    /** Reads an object, or a text that is the category of both directions. Null if something is wrong, which is reported. */
    static @Nullable PriorityValues read(Fields parent, String name, JsonNode value) {
        JsonNode object = value;
        if (value.isTextual()) {
            object = Json.object()
                    .<ObjectNode>set(Side.DOWNLOAD.field("priority"), value)
                    .set(Side.UPLOAD.field("priority"), value);
        }
        Fields fields = parent.within(name, object);
        PriorityValues values = read(fields);
        fields.warnOfUnknown();
        return values;
    }

    /** Reads the values among the fields of an object. Null if something is wrong, which is reported. */
    static @Nullable PriorityValues read(Fields fields) {
        int faults = fields.faults();
        DirectionValues download = direction(fields, Side.DOWNLOAD);
        DirectionValues upload = direction(fields, Side.UPLOAD);
        boolean perConnection = fields.read(PER_CONNECTION, Values::flag, false);
        if (download == null || upload == null) {
            return null;
        }
        Priority priority = Priorities.perDirection(
                new DirectionReader(fields, Side.DOWNLOAD, download).read(perConnection),
                new DirectionReader(fields, Side.UPLOAD, upload).read(perConnection));
        return fields.faults() > faults ? null : new PriorityValues(download, upload, perConnection, priority);
    }

    private static @Nullable DirectionValues direction(Fields fields, Side side) {
        Category category = fields.require(side.field("priority"), Category::read);
        DirectionValues values = DirectionValues.read(fields, side, category == null ? Category.NORMAL : category);
        return category == null ? null : values;
    }

    /** The published values alone. */
    ObjectNode node() {
        ObjectNode node = Json.object();
        write(node);
        return node;
    }

    void write(ObjectNode node) {
        ObjectNode first = Json.object();
        ObjectNode second = Json.object();
        download.write(Side.DOWNLOAD, first);
        upload.write(Side.UPLOAD, second);
        for (String name : DirectionValues.FIELDS) {
            node.set(Side.DOWNLOAD.field(name), first.get(Side.DOWNLOAD.field(name)));
            node.set(Side.UPLOAD.field(name), second.get(Side.UPLOAD.field(name)));
        }
        node.put(PER_CONNECTION, perConnection);
    }
}
