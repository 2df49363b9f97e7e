package dev.weir.shaping.core.account;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.packet.Cells;
import dev.weir.shaping.lookup.ProcessInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the packets of each process did: of the first {@value #MOST} processes each, and of all others together.
 *
 * <p>One thread counts, any thread may read; neither takes a lock. Allocates only when a process is met for the first time.
 */
public final class ProcessTable {
    /** The processes that are told apart. */
    public static final int MOST = 4_096;
    /** The number that all other processes share. */
    public static final int OTHER = MOST;

    private static final int SIZE = 0;
    private static final int OVERFLOWS = 1;

    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final AtomicReferenceArray<ProcessAccount> accounts = new AtomicReferenceArray<>(MOST + 1);
    private final long[] cells = new long[2];

    /** What makes a process: an id alone may be given again. */
    private record Identity(int pid, String executable) {}

    /** A process and what was counted for it. */
    private static final class ProcessAccount {
        private final ProcessInfo process;
        private final PassageCount incoming = new PassageCount();
        private final PassageCount outgoing = new PassageCount();

        ProcessAccount(ProcessInfo process) {
            this.process = process;
        }

        PassageCount way(Direction direction) {
            return direction == Direction.INCOMING ? incoming : outgoing;
        }
    }

    /** An empty table. */
    public ProcessTable() {
        accounts.set(OTHER, new ProcessAccount(ProcessInfo.UNKNOWN));
    }

    /**
     * The number of a process, for a flow that has just been found to be its.
     *
     * @param process the process
     * @return 0 to {@value #MOST}
     */
    public int number(ProcessInfo process) {
        Identity identity = new Identity(process.pid(), process.executable());
        Integer known = numbers.get(identity);
        if (known != null) {
            return known;
        }
        int fresh = (int) cells[SIZE];
        if (fresh == MOST) {
            Cells.add(cells, OVERFLOWS, 1);
            return OTHER;
        }
        numbers.put(identity, fresh);
        accounts.set(fresh, new ProcessAccount(process));
        Cells.add(cells, SIZE, 1);
        return fresh;
    }

    /**
     * Counts a packet that entered.
     *
     * @param number its process
     * @param direction its direction
     * @param length its length in bytes
     */
    public void in(int number, Direction direction, int length) {
        accounts.getPlain(number).way(direction).in(length);
    }

    /**
     * Counts a packet that was released.
     *
     * @param number its process
     * @param direction its direction
     * @param length its length in bytes
     * @param second the second of now, counted from that of the start
     */
    public void out(int number, Direction direction, int length, long second) {
        accounts.getPlain(number).way(direction).out(length, second);
    }

    /**
     * The processes that are told apart; their numbers are 0 to this.
     *
     * @return 0 to {@value #MOST}
     */
    public int size() {
        return (int) Cells.get(cells, SIZE);
    }

    /**
     * Flows whose process is one of the others.
     *
     * @return 0 or more
     */
    public long overflows() {
        return Cells.get(cells, OVERFLOWS);
    }

    /**
     * Who a process is.
     *
     * @param number its number
     * @return what was told of it
     */
    public ProcessInfo process(int number) {
        return accounts.get(number).process;
    }

    /**
     * What a process did one way.
     *
     * @param number its number
     * @param direction the direction
     * @param nowSecond the second of now, counted from that of the start
     * @return a snapshot
     */
    public Passage passage(int number, Direction direction, long nowSecond) {
        return accounts.get(number).way(direction).read(nowSecond);
    }
}
