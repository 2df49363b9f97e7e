package dev.weir.shaping.core.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Backpressure for streams, lent to those that need it. Not thread-safe; allocates only when more need it than ever before. */
final class StreamPressures {
    private final Outlet outlet;
    private final List<Backpressure> all = new ArrayList<>();
    private int[] free = new int[8];
    private int freeCount;

    StreamPressures(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Takes one that nobody has; its number is 1 or more. */
    int take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        all.add(new Backpressure(outlet));
        return all.size();
    }

    void pause(int number, int source) {
        all.get(number - 1).pause(source);
    }

    /** Lets the sources go on, and takes the pressure back. */
    void resume(int number) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = number;
        all.get(number - 1).resume();
    }
}
