package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.match.BlockList;
import org.jspecify.annotations.Nullable;

/**
 * A block list with what a document says of it (seed 001:408-416).
 *
 * @param list the list
 * @param file the file as the document names it, or null if the list was handed to the reader
 * @param autoUpdate whether others are to keep it up to date, or null if the document is silent; carried along only
 * @param lastUpdated when that was last done, in any form, or null; carried along only
 */
record NamedBlockList(
        BlockList list, @Nullable String file, @Nullable Boolean autoUpdate, @Nullable String lastUpdated) {
    /** All published fields, blank ones as null. */
    ObjectNode node() {
        return Json.object()
                .put("id", list.id().toString())
                .put("name", list.name())
                .put("autoUpdate", autoUpdate)
                .put("urlFileName", file)
                .put("lastUpdated", lastUpdated)
                .put("ranges", list.ranges());
    }
}
