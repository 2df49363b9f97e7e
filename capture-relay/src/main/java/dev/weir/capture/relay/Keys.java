package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import java.util.List;

/**
 * Keys of random draws: by the ordinal of a connection, the direction, the place in the stream and the attempt; never by ports or by how a stream was cut when it
 * was read.
 */
final class Keys {
    private Keys() {}

    static long connection(long ordinal) {
        return mix(mix(0) + ordinal);
    }

    static long segment(long connection, Direction direction, long place, int attempt) {
        return mix(mix(mix(connection + 1 + direction.ordinal()) + place) + attempt);
    }

    /** The seed of something that has names, such as the relay between two nodes. */
    static long named(long seed, List<String> names) {
        long key = mix(seed);
        for (String name : names) {
            for (int i = 0; i < name.length(); i++) {
                key = mix(key + name.charAt(i));
            }
            key = mix(~key);
        }
        return key;
    }

    /** A bijection that spreads each bit over all. */
    private static long mix(long value) {
        long mixed = (value + 0x9E37_79B9_7F4A_7C15L) * 0xD6E8_FEB8_6659_FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 29;
    }
}
