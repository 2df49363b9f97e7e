package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.match.BlockList;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads block lists, which a document names with their files (seed 001:408-416). */
final class BlockListReader {
    private final Findings findings;
    private final @Nullable Path directory;

    BlockListReader(Findings findings, @Nullable Path directory) {
        this.findings = findings;
        this.directory = directory;
    }

    Map<UUID, NamedBlockList> read(List<JsonNode> lists, List<BlockList> given) {
        Map<UUID, NamedBlockList> read = new LinkedHashMap<>();
        for (int i = 0; i < lists.size(); i++) {
            Fields fields = Fields.of(lists.get(i), "block_lists[" + i + "]", findings);
            NamedBlockList list = list(fields, given);
            fields.warnOfUnknown();
            if (list != null && read.put(list.list().id(), list) != null) {
                fields.fault(
                        "id",
                        FaultCode.ALREADY_EXISTS,
                        "id is already in the list: " + list.list().id());
            }
        }
        return read;
    }

    private @Nullable NamedBlockList list(Fields fields, List<BlockList> given) {
        UUID id = fields.require("id", value -> UUID.fromString(Values.text(value)));
        String name = fields.require("name", Values::text);
        String file = fields.read("urlFileName", Values::text);
        Boolean autoUpdate = fields.read("autoUpdate", Values::flag);
        String lastUpdated = fields.read("lastUpdated", Values::rawText);
        fields.value("ranges");
        if (id == null || name == null) {
            return null;
        }
        BlockList list =
                file == null ? given(id, fields, given) : fields.read("urlFileName", value -> load(id, name, file));
        return list == null ? null : new NamedBlockList(list, file, autoUpdate, lastUpdated);
    }

    private static @Nullable BlockList given(UUID id, Fields fields, List<BlockList> given) {
        for (BlockList list : given) {
            if (list.id().equals(id)) {
                return list;
            }
        }
        fields.fault("urlFileName", FaultCode.MISSING_FIELD, "urlFileName must be given");
        return null;
    }

    private BlockList load(UUID id, String name, String file) {
        if (directory == null) {
            throw new UnknownReference("block list files must have a folder to be found in: \"" + file + "\"");
        }
        if (file.contains("://")) {
            throw new IllegalArgumentException("block list must be a file: \"" + file + "\"");
        }
        try {
            return BlockList.read(id, name, directory.resolve(file));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("block list must be a file: \"" + file + "\"", e);
        } catch (IOException e) {
            throw new UnknownReference("block list cannot be read: \"" + file + "\", " + e.getMessage());
        }
    }
}
