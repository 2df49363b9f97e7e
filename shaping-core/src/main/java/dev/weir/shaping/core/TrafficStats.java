package dev.weir.shaping.core;

import java.util.List;

/**
 * What happened to a kind of packets so far. Immutable.
 *
 * <p>Taken while packets are on their way, it never shows more that left than entered; packets and bytes of one line may be a packet apart.
 *
 * @param packetsIn packets that entered; those that were ignored are among them only if {@link
 *     dev.weir.shaping.Settings#countIgnoredTraffic} asks for it
 * @param bytesIn their bytes
 * @param packetsOut packets that were released
 * @param bytesOut their bytes
 * @param packetsReordered packets of these that were released after one that had entered their flow later, as RFC 4737 counts them
 * @param packetsDuplicated packets that entered as copies of others; they are among {@code packetsIn}
 * @param packetsIgnored packets that were ignored
 * @param bytesIgnored their bytes
 * @param drops packets that were dropped, by reason; reasons without any are left out
 * @param delay how long released packets were held
 */
public record TrafficStats(
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long packetsReordered,
        long packetsDuplicated,
        long packetsIgnored,
        long bytesIgnored,
        List<DropReport> drops,
        DelayReport delay) {

    /**
     * Packets dropped for any reason.
     *
     * @return 0 or more
     */
    public long packetsDropped() {
        return drops.stream().mapToLong(DropReport::packets).sum();
    }

    /**
     * Bytes dropped for any reason.
     *
     * @return 0 or more
     */
    public long bytesDropped() {
        return drops.stream().mapToLong(DropReport::bytes).sum();
    }

    /**
     * The backlog: packets that entered and are still held.
     *
     * @return 0 or more
     */
    public long packetsHeld() {
        return packetsIn - packetsOut - packetsDropped();
    }

    /**
     * The backlog in bytes.
     *
     * @return 0 or more
     */
    public long bytesHeld() {
        return bytesIn - bytesOut - bytesDropped();
    }

    /** A short summary in one line. */
    @Override
    public String toString() {
        String ignored = packetsIgnored == 0 ? "" : ", " + packetsIgnored + " ignored";
        return packetsIn + " packets in, " + packetsOut + " out, " + packetsDropped() + " dropped, " + packetsHeld()
                + " held" + ignored + "; delay " + delay;
    }
}
