package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the packets of one direction. Immutable.
 *
 * @param direction the direction
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
 * @param delays how many packets were held how long
 * @param link the serialising link under all rules, or null if there is none
 * @param offered what entered, over time
 * @param delivered what was released, over time
 */
public record DirectionReport(
        Direction direction,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long packetsReordered,
        long packetsDuplicated,
        long packetsIgnored,
        long bytesIgnored,
        List<DropReport> drops,
        DelayReport delay,
        List<DelayCount> delays,
        @Nullable LinkReport link,
        ThroughputReport offered,
        ThroughputReport delivered) {

    /**
     * Packets dropped for any reason.
     *
     * @return 0 or more
     */
    public long packetsDropped() {
        return drops.stream().mapToLong(DropReport::packets).sum();
    }

    /**
     * Packets that entered and are still held.
     *
     * @return 0 or more
     */
    public long packetsHeld() {
        return packetsIn - packetsOut - packetsDropped();
    }

    /** A short summary in one line. */
    @Override
    public String toString() {
        String ignored = packetsIgnored == 0 ? "" : ", " + packetsIgnored + " ignored";
        String reordered = packetsReordered == 0 ? "" : ", " + packetsReordered + " reordered";
        String copies = packetsDuplicated == 0 ? "" : " (" + packetsDuplicated + " copies)";
        return direction + ": " + packetsIn + " packets in" + copies + ", " + packetsOut + " out, " + packetsDropped()
                + " dropped" + reordered + ignored + "; delay " + delay;
    }
}
