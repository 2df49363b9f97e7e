package dev.weir.shaping.core.rule.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers different plans. Not thread-safe; finding one that is known allocates nothing. Bounded.
 */
final class Plans {
    static final int MOST = 1 << 16;

    private @Nullable Plan[] plans = new Plan[64];
    private int[] hashes = new int[64];
    private int[] index = emptyIndex(128);
    private int size;

    private static int[] emptyIndex(int length) {
        int[] index = new int[length];
        Arrays.fill(index, -1);
        return index;
    }

    boolean isFull() {
        return size == MOST;
    }

    void clear() {
        Arrays.fill(plans, null);
        Arrays.fill(index, -1);
        size = 0;
    }

    Plan get(int number) {
        Plan plan = plans[number];
        if (plan == null) {
            throw new IllegalArgumentException("plan must be known: " + number);
        }
        return plan;
    }

    /** The number of the plan with these hits. */
    int number(int[] scratch, int count, boolean more) {
        int hash = Plan.hash(scratch, count);
        int place = hash >>> 1 & index.length - 1;
        while (index[place] >= 0) {
            int number = index[place];
            if (hashes[number] == hash && get(number).has(scratch, count, more)) {
                return number;
            }
            place = place + 1 & index.length - 1;
        }
        if (size == plans.length) {
            grow();
            place = freePlace(hash);
        }
        index[place] = size;
        hashes[size] = hash;
        plans[size] = new Plan(scratch, count, more);
        return size++;
    }

    private void grow() {
        plans = Arrays.copyOf(plans, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        index = emptyIndex(4 * size);
        for (int number = 0; number < size; number++) {
            index[freePlace(hashes[number])] = number;
        }
    }

    private int freePlace(int hash) {
        int place = hash >>> 1 & index.length - 1;
        while (index[place] >= 0) {
            place = place + 1 & index.length - 1;
        }
        return place;
    }
}
