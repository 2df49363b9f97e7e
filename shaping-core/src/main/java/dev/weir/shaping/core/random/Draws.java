package dev.weir.shaping.core.random;

/*
 * A counter-based generator [4]: no state, a draw is a hash of what it is for. The key of a stream is mixed once from seed, rule
 * and flow; each draw then adds a counter, made of the packet's ordinal, copy and draw index, and finalises.
 *
 * The counter is ordinal * G + copy * C + index * I with odd constants, chosen so that no two counters of the first 2^45
 * packets, 256 copies and 256 indexes are equal: a flow uses no draw twice. G is the golden-ratio increment of SplitMix64
 * [1], so that the draws along a flow are SplitMix64's sequence from another starting point. The sum is finalised twice: by
 * Stafford's variant 13 [2] and, after adding the key again, by MurmurHash3's finaliser [3]. Two rounds with the key
 * between them keep flows apart whose keys differ by a multiple of a constant: in one round, such flows would be shifted
 * copies.
 *
 * [1] G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators. OOPSLA 2014.
 * [2] D. Stafford: Better bit mixing. 2011.
 * [3] A. Appleby: MurmurHash3. 2011.
 * [4] J. Salmon, M. Moraes, R. Dror, D. Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011.
 * [5] G. Fowler, L. Noll, K. Vo, D. Eastlake: The FNV non-cryptographic hash algorithm. RFC 9923.
 */

/**
 * Random draws as a pure function of the seed, the rule, the flow and its incarnation, the packet's ordinal in the flow, the
 * copy of the packet and the index of the draw.
 *
 * <p>A draw therefore does not depend on how traffic interleaves, on threads, or on which other rules and flows exist. Keep the
 * stream of a rule with the rule and the stream of a flow with the flow; a draw then costs a few nanoseconds. The function is
 * fixed: the same arguments give the same bits in every version of the library and on every JVM. It is not meant for
 * cryptography.
 *
 * <p>Thread-safe, wait-free, allocates nothing.
 */
public final class Draws {
    private static final long ORDINAL_STEP = 0x9E3779B97F4A7C15L;
    private static final long COPY_STEP = 0xD1342543DE82EF95L;
    private static final long INDEX_STEP = 0xAF251AF3B0F025B5L;
    private static final long HASH_START = 0xCBF29CE484222325L;
    private static final long HASH_PRIME = 0x100000001B3L;

    private Draws() {}

    /**
     * The stream of a rule.
     *
     * @param seed the seed of the run
     * @param ruleHash the rule's {@link #hash}
     * @return the stream, for {@link #flowStream}
     */
    public static long stream(long seed, long ruleHash) {
        return key(seed, ruleHash);
    }

    /**
     * The stream of a flow under a rule.
     *
     * @param ruleStream the rule's {@link #stream}
     * @param flowHash a hash of the flow's key; flows of equal hash and incarnation share their draws
     * @param incarnation how often the flow's entry was started anew
     * @return the stream, for {@link #draw}
     */
    public static long flowStream(long ruleStream, long flowHash, long incarnation) {
        return key(key(ruleStream, flowHash), incarnation);
    }

    /**
     * A draw.
     *
     * @param flowStream the flow's {@link #flowStream}
     * @param ordinal the packet's number in the flow
     * @param copy which copy of the packet, 0 for the original
     * @param index which draw for this packet
     * @return 64 uniform bits
     */
    public static long draw(long flowStream, long ordinal, int copy, int index) {
        long counter = ordinal * ORDINAL_STEP + copy * COPY_STEP + index * INDEX_STEP;
        return finish(mix(flowStream + counter) + Long.rotateLeft(flowStream, 32));
    }

    /**
     * Whether an event of a given probability happens.
     *
     * @param draw 64 uniform bits
     * @param threshold53 how many of the 2<sup>53</sup> equally likely cases mean yes: {@code Probability.threshold()}
     * @return whether it happens; never for 0, always for 2<sup>53</sup>
     */
    public static boolean happens(long draw, long threshold53) {
        return draw >>> 11 < threshold53;
    }

    /**
     * Scales a draw to 0 to bound - 1, by the upper half of the product of both. The probability of each outcome differs from
     * 1 / bound by less than 2<sup>-64</sup>: a relative bias below 2<sup>-32</sup> for bounds up to 2<sup>32</sup>.
     *
     * @param draw 64 uniform bits
     * @param boundExclusive above 0
     * @return 0 to bound - 1
     * @throws IllegalArgumentException if the bound is not above 0
     */
    public static long uniform(long draw, long boundExclusive) {
        if (boundExclusive <= 0) {
            throw new IllegalArgumentException("bound must be above 0: " + boundExclusive);
        }
        return Math.multiplyHigh(draw, boundExclusive) + (draw >> 63 & boundExclusive);
    }

    /**
     * A stable hash of a name: FNV-1a [5] over its UTF-16 code units, finalised.
     *
     * @param name the name
     * @return the hash
     */
    public static long hash(String name) {
        long hash = HASH_START;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * HASH_PRIME;
        }
        return mix(hash);
    }

    private static long key(long parent, long child) {
        return finish(mix(parent + ORDINAL_STEP) ^ mix(child + COPY_STEP) * INDEX_STEP);
    }

    /** Stafford's variant 13, the finaliser of SplittableRandom. */
    private static long mix(long bits) {
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    /** The finaliser of MurmurHash3. */
    private static long finish(long bits) {
        bits = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ bits >>> 33) * 0xC4CEB9FE1A85EC53L;
        return bits ^ bits >>> 33;
    }
}
