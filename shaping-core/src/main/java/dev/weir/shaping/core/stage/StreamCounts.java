package dev.weir.shaping.core.stage;

/**
 * What one stream did in one direction. Immutable.
 *
 * @param packetsIn packets that came
 * @param bytesIn bytes that came
 * @param packetsOut packets that went on
 * @param bytesOut bytes that went on
 * @param packetsDropped packets that found no tokens or no room, or a quota that blocks
 * @param bytesDropped their bytes
 * @param quotaBytes bytes counted for the quota in this period
 */
public record StreamCounts(
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long packetsDropped,
        long bytesDropped,
        long quotaBytes) {}
