package dev.weir.shaping.impair;

/** The cells of netem. */
final class NetemCells {
    private NetemCells() {}

    static Framing framing(int overhead, int cell, int cellOverhead) {
        if (cell == 0) {
            return new Framing(overhead, 0, Framing.Cells.NONE);
        }
        if (cell == 48 && cellOverhead == 5) {
            return new Framing(overhead, 0, Framing.Cells.ATM);
        }
        throw NetemReader.missing("cell size other than 48 with an overhead of 5");
    }
}
