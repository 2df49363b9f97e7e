package dev.weir.shaping.core.account;

/**
 * What entered and left one way. Immutable.
 *
 * @param packetsIn packets that entered
 * @param bytesIn their bytes
 * @param packetsOut packets that were released
 * @param bytesOut their bytes
 * @param bytesPerSecond bytes released in the last whole second
 */
public record Passage(long packetsIn, long bytesIn, long packetsOut, long bytesOut, long bytesPerSecond) {
    /** Nothing. */
    public static final Passage NONE = new Passage(0, 0, 0, 0, 0);

    /**
     * What was released in the last whole second.
     *
     * @param nowSecond the second of now, which may lag behind the latest packet
     * @param second the second in which a packet was released last
     * @param bytesInSecond what was released in it
     * @param bytesInSecondBefore what was released in the second before
     * @return bytes
     */
    public static long bytesPerSecond(long nowSecond, long second, long bytesInSecond, long bytesInSecondBefore) {
        if (nowSecond <= second) {
            return bytesInSecondBefore;
        }
        return nowSecond == second + 1 ? bytesInSecond : 0;
    }
}
