package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import java.util.Arrays;

/** The windows that rules asked for while one packet was judged; the packet counts in each once it is decided to deliver it. Not thread-safe. */
public final class SeenTraffic {
    private PassedTraffic[] asked = new PassedTraffic[8];
    private int count;

    /** No window was asked for. */
    public SeenTraffic() {}

    /** Another packet is judged from now on. */
    public void begin() {
        count = 0;
    }

    @SuppressWarnings("ReferenceEquality") // windows are told apart as objects
    void add(PassedTraffic window) {
        for (int i = 0; i < count; i++) {
            if (asked[i] == window) {
                return;
            }
        }
        if (count == asked.length) {
            asked = Arrays.copyOf(asked, 2 * count);
        }
        asked[count++] = window;
    }

    /**
     * Counts the packet.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void count(Direction direction, int length) {
        for (int i = 0; i < count; i++) {
            asked[i].count(direction, length);
        }
    }
}
