package dev.weir.shaping.lookup.mmdb;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a file says of itself. Immutable and thread-safe.
 *
 * @param databaseType what the records hold, such as {@code GeoLite2-Country}
 * @param ipVersion 4, or 6 for both
 * @param nodes the nodes of the search tree, 0 to 4294967295
 * @param recordBits the size of a record of the tree: 24, 28 or 32
 * @param built when the file was made
 * @param languages the languages of names in it
 * @param description what it is, by language
 */
public record MmdbMetadata(
        String databaseType,
        int ipVersion,
        long nodes,
        int recordBits,
        Instant built,
        List<String> languages,
        Map<String, String> description) {
    /**
     * Copies the lists.
     *
     * @param databaseType what the records hold, such as {@code GeoLite2-Country}
     * @param ipVersion 4, or 6 for both
     * @param nodes the nodes of the search tree, 0 to 4294967295
     * @param recordBits the size of a record of the tree: 24, 28 or 32
     * @param built when the file was made
     * @param languages the languages of names in it
     * @param description what it is, by language
     */
    public MmdbMetadata {
        languages = List.copyOf(languages);
        description = Map.copyOf(description);
    }
}
