package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.match.BlockList;
import org.jspecify.annotations.Nullable;

/**
 * A block list with the file it was read from.
 *
 * @param list the list
 * @param file the file as the document names it, or null if the list was handed to the reader
 */
record NamedBlockList(BlockList list, @Nullable String file) {
    ObjectNode node() {
        return Json.object()
                .put("id", list.id().toString())
                .put("name", list.name())
                .put("urlFileName", file);
    }
}
