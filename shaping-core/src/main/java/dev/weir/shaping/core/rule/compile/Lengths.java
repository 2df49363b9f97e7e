package dev.weir.shaping.core.rule.compile;

/**
 * How many leading bits of each field are fixed in a table.
 *
 * @param packed a byte for each field
 */
record Lengths(long packed) {
    static final Lengths NONE = new Lengths(0);

    /** By level, which bits of lengths count: in steps of 8 and 4 for addresses, of 4 for ports, of 16 for the lower halves. */
    private static final long[] STEPS = {0x0000_0000_0000_F8F8L, 0x0008_FCFC_F0F0_FCFCL, -1L};

    /** The lengths for a box, the finer the higher the level, 0 to 2. */
    static Lengths of(Box box, int level) {
        return new Lengths(box.prefixes() & STEPS[level]);
    }

    int of(int field) {
        return (int) (packed >>> 8 * field) & 0xFF;
    }

    private long mask(int field) {
        int free = Box.bits(field) - of(field);
        return free == 64 ? 0 : -1L >>> 64 - Box.bits(field) & -1L << free;
    }

    /** Writes masks for source, destination, ports and protocol, and the lower halves. */
    void masks(long[] masks, int at) {
        masks[at] = mask(Box.SOURCE);
        masks[at + 1] = mask(Box.DESTINATION);
        masks[at + 2] = TupleClassifier.rest(mask(Box.PROTOCOL), mask(Box.SOURCE_PORT), mask(Box.DESTINATION_PORT));
        masks[at + 3] = mask(Box.SOURCE_LOW);
        masks[at + 4] = mask(Box.DESTINATION_LOW);
    }

    /** The hash of the bits of a box that are fixed; for packets of a way without lower halves these are all 0. */
    long hash(Box box) {
        return TupleClassifier.hash(
                fixed(box, Box.SOURCE),
                fixed(box, Box.DESTINATION),
                TupleClassifier.rest(
                        fixed(box, Box.PROTOCOL), fixed(box, Box.SOURCE_PORT), fixed(box, Box.DESTINATION_PORT)),
                TupleClassifier.lows(fixed(box, Box.SOURCE_LOW), fixed(box, Box.DESTINATION_LOW)));
    }

    private long fixed(Box box, int field) {
        return box.from(field) & mask(field);
    }
}
