package dev.weir.shaping.core;

import dev.weir.shaping.core.account.Passage;

/**
 * What went one way, of a connection or a process. Immutable.
 *
 * @param packetsIn packets that entered; ignored ones only if {@link dev.weir.shaping.Settings#countIgnoredTraffic} asks for it
 * @param bytesIn their bytes
 * @param packetsOut packets that were released
 * @param bytesOut their bytes
 * @param bytesPerSecond bytes released in the last whole second
 */
public record FlowStats(long packetsIn, long bytesIn, long packetsOut, long bytesOut, long bytesPerSecond) {
    static final FlowStats NONE = of(Passage.NONE);

    FlowStats plus(FlowStats other) {
        return new FlowStats(
                packetsIn + other.packetsIn,
                bytesIn + other.bytesIn,
                packetsOut + other.packetsOut,
                bytesOut + other.bytesOut,
                bytesPerSecond + other.bytesPerSecond);
    }

    static FlowStats of(Passage passage) {
        return new FlowStats(
                passage.packetsIn(),
                passage.bytesIn(),
                passage.packetsOut(),
                passage.bytesOut(),
                passage.bytesPerSecond());
    }
}
