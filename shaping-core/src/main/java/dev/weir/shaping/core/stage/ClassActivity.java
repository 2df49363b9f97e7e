package dev.weir.shaping.core.stage;

import java.util.Arrays;

/**
 * What one traffic class did in the last second: its bytes, and how many different senders it had.
 *
 * <p>Not thread-safe; allocates nothing. The second is made of ten slots of 100 ms. At most {@value #MAX_SENDERS} senders are told apart; further
 * ones do not count.
 */
final class ClassActivity {
    static final int MAX_SENDERS = 1024;

    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = 100_000_000;
    private static final int TABLE = 2 * MAX_SENDERS;

    private final long[] bytes = new long[SLOTS];
    private final int[] senders = new int[SLOTS];
    private final int[] keys = new int[TABLE];
    /** The slot in which a sender was last seen, plus 1; 0 for a free place. */
    private final long[] seen = new long[TABLE];

    private long slot;
    private int index;
    private long slotEndNanos = SLOT_NANOS;
    private long windowBytes;
    private int activeSenders;
    private int known;

    void record(int sender, int length, long nowNanos) {
        turnTo(nowNanos);
        bytes[index] += length;
        windowBytes += length;
        int place = place(sender);
        if (seen[place] == 0) {
            if (known == MAX_SENDERS) {
                forget();
                place = place(sender);
            }
            if (known == MAX_SENDERS) {
                return;
            }
            known++;
            keys[place] = sender;
        } else if (seen[place] > slot) {
            return;
        } else if (seen[place] - 1 > slot - SLOTS) {
            senders[(int) ((seen[place] - 1) % SLOTS)]--;
            activeSenders--;
        }
        seen[place] = slot + 1;
        senders[index]++;
        activeSenders++;
    }

    private int place(int sender) {
        int place = sender * 0x9E3779B1 >>> 21;
        while (seen[place] != 0 && keys[place] != sender) {
            place = place + 1 & TABLE - 1;
        }
        return place;
    }

    /** Keeps only the senders of the last second. */
    private void forget() {
        int[] oldKeys = keys.clone();
        long[] oldSeen = seen.clone();
        Arrays.fill(seen, 0);
        known = 0;
        for (int i = 0; i < TABLE; i++) {
            if (oldSeen[i] != 0 && oldSeen[i] - 1 > slot - SLOTS) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                seen[place] = oldSeen[i];
                known++;
            }
        }
    }

    void turnTo(long nowNanos) {
        if (nowNanos < slotEndNanos) {
            return;
        }
        long target = nowNanos / SLOT_NANOS;
        if (target - slot >= SLOTS) {
            Arrays.fill(bytes, 0);
            Arrays.fill(senders, 0);
            windowBytes = 0;
            activeSenders = 0;
        } else {
            for (long next = slot + 1; next <= target; next++) {
                int old = (int) (next % SLOTS);
                windowBytes -= bytes[old];
                bytes[old] = 0;
                activeSenders -= senders[old];
                senders[old] = 0;
            }
        }
        slot = target;
        index = (int) (target % SLOTS);
        slotEndNanos = StageSpace.later(target * SLOT_NANOS, SLOT_NANOS);
    }

    long windowBytes() {
        return windowBytes;
    }

    int activeSenders() {
        return activeSenders;
    }
}
