package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.account.Account;
import dev.weir.shaping.core.account.ProcessTable;
import dev.weir.shaping.core.account.ThroughputHistory;
import dev.weir.shaping.core.account.TrafficLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What an engine counts for each direction. The engine's thread counts, any thread may read; neither waits. */
public final class Accounts {
    /** The classes that share a capacity: high, normal and low. */
    public static final int CLASSES = 3;
    /** The place of what belongs to no class. */
    static final int REST = CLASSES;

    private final Way incoming = new Way();
    private final Way outgoing = new Way();
    private final AtomicLong nowNanos = new AtomicLong();
    private final TrafficLog log;

    private final @Nullable ProcessTable processes;

    Accounts(Recipe recipe) {
        log = new TrafficLog(recipe.start(), recipe.zone());
        processes = recipe.providers().knowProcesses() ? new ProcessTable() : null;
    }

    /** The accounts of one direction. */
    public static final class Way {
        private final Account[] accounts = {new Account(), new Account(), new Account(), new Account()};
        private final ThroughputHistory offered = new ThroughputHistory();
        private final ThroughputHistory delivered = new ThroughputHistory();

        private Way() {}

        /**
         * The packets of each class, and last those of none; every packet is in one of them.
         *
         * @return the accounts of high, normal, low, and the rest
         */
        public List<Account> accounts() {
            return List.of(accounts);
        }

        /** Packets that left, ignored ones too. */
        long released() {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.totals().packetsOut() + account.totals().packetsIgnored();
            }
            return sum;
        }

        /**
         * What entered, over time.
         *
         * @return the history
         */
        public ThroughputHistory offered() {
            return offered;
        }

        /**
         * What was released, over time.
         *
         * @return the history
         */
        public ThroughputHistory delivered() {
            return delivered;
        }
    }

    /**
     * A direction's accounts.
     *
     * @param direction the direction
     * @return its accounts
     */
    public Way way(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /**
     * Logical time, as far as it has been brought.
     *
     * @return nanoseconds since the start
     */
    public long nowNanos() {
        return nowNanos.getAcquire();
    }

    /**
     * What passed, over time.
     *
     * @return the log, for readers
     */
    public TrafficLog log() {
        return log;
    }

    /**
     * What each process did.
     *
     * @return the table, or null if nobody tells processes
     */
    public @Nullable ProcessTable processes() {
        return processes;
    }

    void turnTo(long nanos) {
        nowNanos.setRelease(nanos);
        log.turnTo(nanos);
    }

    void in(Direction direction, int place, int length, long nowNanos) {
        Way way = way(direction);
        way.accounts[place].in(length);
        way.offered.record(nowNanos, length);
    }

    void out(Direction direction, int place, int length, long delayNanos, long nowNanos) {
        Way way = way(direction);
        way.accounts[place].out(length, delayNanos);
        way.delivered.record(nowNanos, length);
        log.record(direction, length, nowNanos);
    }

    void reordered(Direction direction, int place) {
        way(direction).accounts[place].reordered();
    }

    void copied(Direction direction, int place) {
        way(direction).accounts[place].copied();
    }

    void ignored(Direction direction, int length) {
        way(direction).accounts[REST].ignored(length);
    }

    void dropped(Direction direction, int place, int length, DropReason reason) {
        way(direction).accounts[place].dropped(reason, length);
    }
}
