package dev.weir.shaping.core.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Longs that one thread writes and any thread reads, without locks. Wait-free; allocates nothing. */
public final class Cells {
    /*
     * The writer reads its own cells plainly. A release store keeps earlier stores before it, an acquire load later loads behind it, so a reader that
     * loads the cells in the opposite order sees no effect without its cause. On x86 and in order both are plain moves.
     */
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    private Cells() {}

    /**
     * Writer: adds to a cell.
     *
     * @param cells the cells
     * @param index which of them
     * @param amount what to add
     */
    public static void add(long[] cells, int index, long amount) {
        CELLS.setRelease(cells, index, cells[index] + amount);
    }

    /**
     * Writer: sets a cell.
     *
     * @param cells the cells
     * @param index which of them
     * @param value its new value
     */
    public static void set(long[] cells, int index, long value) {
        CELLS.setRelease(cells, index, value);
    }

    /**
     * Reader: loads a cell.
     *
     * @param cells the cells
     * @param index which of them
     * @return its value
     */
    public static long get(long[] cells, int index) {
        return (long) CELLS.getAcquire(cells, index);
    }
}
