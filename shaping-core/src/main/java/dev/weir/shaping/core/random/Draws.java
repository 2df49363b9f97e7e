package dev.weir.shaping.core.random;

public final class Draws {
    private Draws() {}

    static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    public static long stream(long seed, long ruleHash) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L) ^ ruleHash);
    }

    public static long flowStream(long s, long f, long inc) {
        return mix(mix(s ^ f) + inc * 0x9E3779B97F4A7C15L);
    }

    public static long draw(long fs, long ordinal, int copy, int index) {
        return mix(mix(fs + ordinal * 0x9E3779B97F4A7C15L) + ((long) copy << 32 | index) * 0xD1342543DE82EF95L);
    }

    public static boolean happens(long draw, long t) {
        return draw >>> 11 < t;
    }

    public static long uniform(long draw, long bound) {
        return Math.multiplyHigh(draw, bound) + (draw >> 63 & bound);
    }

    public static long hash(String name) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            h = (h ^ name.charAt(i)) * 0x100000001b3L;
        }
        return mix(h);
    }
}
