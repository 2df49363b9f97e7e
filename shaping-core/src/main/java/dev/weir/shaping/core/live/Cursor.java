package dev.weir.shaping.core.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A position that one thread moves and another reads, alone on its cache lines. */
final class Cursor {
    private static final int PLACE = 16;
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);
    private final long[] cells = new long[2 * PLACE];

    long acquire() {
        return (long) VALUE.getAcquire(cells, PLACE);
    }

    void release(long value) {
        VALUE.setRelease(cells, PLACE, value);
    }
}
