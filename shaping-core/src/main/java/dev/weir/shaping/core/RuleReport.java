package dev.weir.shaping.core;

import java.util.List;

/**
 * What one rule did. Immutable.
 *
 * @param name the rule's name; {@code default} for the default priority
 * @param packetsIn packets it decided
 * @param bytesIn their bytes
 * @param packetsOut packets of these that were released
 * @param bytesOut their bytes
 * @param packetsReordered packets of these that were released after one that had entered their flow later, as RFC 4737 counts them
 * @param packetsDuplicated packets that entered as copies of others; they are among {@code packetsIn}
 * @param packetsIgnored packets it decided to ignore
 * @param drops packets of these that were dropped, by reason
 * @param errors how often it threw
 */
public record RuleReport(
        String name,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long packetsReordered,
        long packetsDuplicated,
        long packetsIgnored,
        List<DropReport> drops,
        long errors) {}
