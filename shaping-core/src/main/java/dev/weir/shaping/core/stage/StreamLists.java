package dev.weir.shaping.core.stage;

import static dev.weir.shaping.core.stage.StreamRecords.AFTER;
import static dev.weir.shaping.core.stage.StreamRecords.BEFORE;
import static dev.weir.shaping.core.stage.StreamRecords.IDLE;
import static dev.weir.shaping.core.stage.StreamRecords.LAST_SEEN;
import static dev.weir.shaping.core.stage.StreamRecords.LIST;

/**
 * The streams in which nothing waits, in the order of their last use: one list for each idle time, so that the first of a list is the next of it to
 * expire. Not thread-safe.
 */
final class StreamLists {
    static final int LISTS = 3;

    private final StreamRecords records;
    private final int[] oldest = new int[LISTS];
    private final int[] newest = new int[LISTS];

    StreamLists(StreamRecords records) {
        this.records = records;
    }

    private static int listOf(long idleNanos) {
        if (idleNanos == StreamKey.IDLE_NANOS) {
            return 0;
        }
        return idleNanos == StreamKey.SHORT_IDLE_NANOS ? 1 : 2;
    }

    /** The stream of a list that was unused for longest, or {@link StreamTable#NONE}. */
    int oldest(int list) {
        return oldest[list] - 1;
    }

    /** The stream of all lists that was unused for longest, or {@link StreamTable#NONE}. */
    int oldest() {
        int found = StreamTable.NONE;
        for (int list = 0; list < LISTS; list++) {
            int slot = oldest(list);
            if (slot != StreamTable.NONE
                    && (found == StreamTable.NONE || records.get(slot, LAST_SEEN) < records.get(found, LAST_SEEN))) {
                found = slot;
            }
        }
        return found;
    }

    void add(int slot) {
        int list = listOf(records.get(slot, IDLE));
        records.set(slot, LIST, list);
        records.set(slot, BEFORE, newest[list]);
        records.set(slot, AFTER, 0);
        if (newest[list] == 0) {
            oldest[list] = slot + 1;
        } else {
            records.set(newest[list] - 1, AFTER, slot + 1);
        }
        newest[list] = slot + 1;
    }

    void remove(int slot) {
        int list = (int) records.get(slot, LIST);
        int before = (int) records.get(slot, BEFORE);
        int after = (int) records.get(slot, AFTER);
        if (before == 0) {
            oldest[list] = after;
        } else {
            records.set(before - 1, AFTER, after);
        }
        if (after == 0) {
            newest[list] = before;
        } else {
            records.set(after - 1, BEFORE, before);
        }
    }
}
