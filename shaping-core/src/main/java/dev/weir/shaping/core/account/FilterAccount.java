package dev.weir.shaping.core.account;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.packet.Cells;
import dev.weir.shaping.filter.FilterAction;

/** What one filter matched. One thread counts, any thread may read; neither waits. */
public final class FilterAccount {
    private static final int ERRORS = 4;

    private final String name;
    private final int id;
    private final FilterAction action;
    private final long[] cells = new long[ERRORS + 1];

    /**
     * An empty account.
     *
     * @param name the filter's name
     * @param id the filter's id
     * @param action what the filter does
     */
    public FilterAccount(String name, int id, FilterAction action) {
        this.name = name;
        this.id = id;
        this.action = action;
    }

    /**
     * The filter's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The filter's id.
     *
     * @return 1 or more
     */
    public int id() {
        return id;
    }

    /**
     * What the filter does.
     *
     * @return the action
     */
    public FilterAction action() {
        return action;
    }

    /**
     * Counts a packet that the filter matched.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void matched(Direction direction, int length) {
        int place = place(direction);
        Cells.add(cells, place, 1);
        Cells.add(cells, place + 1, length);
    }

    private static int place(Direction direction) {
        return direction == Direction.INCOMING ? 0 : 2;
    }

    /** Counts that the filter's condition threw. */
    public void failed() {
        Cells.add(cells, ERRORS, 1);
    }

    /**
     * Packets that the filter matched.
     *
     * @param direction their direction
     * @return 0 or more
     */
    public long packets(Direction direction) {
        return Cells.get(cells, place(direction));
    }

    /**
     * Bytes that the filter matched.
     *
     * @param direction their direction
     * @return 0 or more
     */
    public long bytes(Direction direction) {
        return Cells.get(cells, place(direction) + 1);
    }

    /**
     * How often the filter's condition threw.
     *
     * @return 0 or more
     */
    public long errors() {
        return Cells.get(cells, ERRORS);
    }

    /**
     * Whether the filter matched anything, or failed to.
     *
     * @return false if there is nothing to tell
     */
    public boolean used() {
        return packets(Direction.INCOMING) + packets(Direction.OUTGOING) + errors() > 0;
    }
}
