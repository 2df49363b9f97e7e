package dev.weir.shaping.core.account;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.packet.Cells;

/** What one rule did. One thread counts, any thread may read; neither waits. */
public final class RuleAccount {
    private volatile String name;
    private final Account incoming = new Account();
    private final Account outgoing = new Account();
    private final long[] errors = new long[1];

    /**
     * An empty account.
     *
     * @param name the rule's name
     */
    public RuleAccount(String name) {
        this.name = name;
    }

    /**
     * The rule's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Calls the rule otherwise from now on.
     *
     * @param newName the rule's new name
     */
    public void rename(String newName) {
        name = newName;
    }

    /**
     * The packets of a direction that the rule decided.
     *
     * @param direction the direction
     * @return their account
     */
    public Account way(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /** Counts that the rule threw. */
    public void failed() {
        Cells.add(errors, 0, 1);
    }

    /**
     * How often the rule threw.
     *
     * @return 0 or more
     */
    public long errors() {
        return Cells.get(errors, 0);
    }

    /**
     * Whether the rule decided, or failed to.
     *
     * @return false if there is nothing to tell
     */
    public boolean used() {
        return errors() > 0 || used(incoming.totals()) || used(outgoing.totals());
    }

    private static boolean used(Totals totals) {
        return totals.packetsIn() + totals.packetsIgnored() > 0;
    }
}
