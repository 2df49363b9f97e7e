package dev.weir.shaping.core;

/**
 * What one stream did in one direction. Immutable.
 *
 * @param packetsIn packets that came to the limit
 * @param bytesIn their bytes
 * @param packetsOut packets that the limit let go
 * @param bytesOut their bytes
 * @param packetsDropped packets that found no tokens or no room, or a quota that blocks
 * @param bytesDropped their bytes
 */
public record StreamTraffic(
        long packetsIn, long bytesIn, long packetsOut, long bytesOut, long packetsDropped, long bytesDropped) {
    /**
     * Packets that wait for the limit.
     *
     * @return 0 or more
     */
    public long packetsWaiting() {
        return packetsIn - packetsOut - packetsDropped;
    }

    /**
     * Bytes that wait for the limit.
     *
     * @return 0 or more
     */
    public long bytesWaiting() {
        return bytesIn - bytesOut - bytesDropped;
    }

    StreamTraffic plus(StreamTraffic other) {
        return new StreamTraffic(
                packetsIn + other.packetsIn,
                bytesIn + other.bytesIn,
                packetsOut + other.packetsOut,
                bytesOut + other.bytesOut,
                packetsDropped + other.packetsDropped,
                bytesDropped + other.bytesDropped);
    }
}
