package dev.weir.shaping.core.account;

import dev.weir.shaping.core.packet.Cells;

/** What entered and left one way, and how much of it in the last second. One thread counts, any thread may read; neither takes a lock. */
final class PassageCount {
    /* The stamp is that of a flow's record: a version, odd while the cells are being written to, above the second in which a packet last left. */
    private static final int STAMP = 0;
    private static final int PACKETS_IN = 1;
    private static final int BYTES_IN = 2;
    private static final int PACKETS_OUT = 3;
    private static final int BYTES_OUT = 4;
    private static final int SECOND_START = 5;
    private static final int SECOND_BEFORE = 6;
    private static final long VERSION = 1L << 34;
    private static final long SECOND_MASK = VERSION - 1;

    private final long[] cells = new long[7];

    void in(int length) {
        long stamp = cells[STAMP];
        Cells.set(cells, STAMP, stamp + VERSION);
        Cells.add(cells, PACKETS_IN, 1);
        Cells.add(cells, BYTES_IN, length);
        Cells.set(cells, STAMP, stamp + 2 * VERSION);
    }

    void out(int length, long second) {
        long stamp = cells[STAMP];
        long before = stamp & SECOND_MASK;
        Cells.set(cells, STAMP, stamp + VERSION);
        if (before != second) {
            long left = cells[BYTES_OUT];
            Cells.set(cells, SECOND_BEFORE, second == before + 1 ? left - cells[SECOND_START] : 0);
            Cells.set(cells, SECOND_START, left);
        }
        Cells.add(cells, PACKETS_OUT, 1);
        Cells.add(cells, BYTES_OUT, length);
        Cells.set(cells, STAMP, (stamp & ~SECOND_MASK) + 2 * VERSION | second);
    }

    Passage read(long nowSecond) {
        while (true) {
            long stamp = Cells.get(cells, STAMP);
            long packetsIn = Cells.get(cells, PACKETS_IN);
            long bytesIn = Cells.get(cells, BYTES_IN);
            long packetsOut = Cells.get(cells, PACKETS_OUT);
            long bytesOut = Cells.get(cells, BYTES_OUT);
            long inSecond = bytesOut - Cells.get(cells, SECOND_START);
            long inSecondBefore = Cells.get(cells, SECOND_BEFORE);
            if ((stamp & VERSION) == 0 && Cells.get(cells, STAMP) == stamp) {
                long rate = Passage.bytesPerSecond(nowSecond, stamp & SECOND_MASK, inSecond, inSecondBefore);
                return new Passage(packetsIn, bytesIn, packetsOut, bytesOut, rate);
            }
            Thread.onSpinWait();
        }
    }
}
