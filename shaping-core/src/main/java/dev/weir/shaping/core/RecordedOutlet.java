package dev.weir.shaping.core;

import java.util.ArrayDeque;

/**
 * The answers that the outlet of a recorded run gave. Those to packets that came to the outlet are told before the input during which they were
 * given; to packets that wait it says yes as often as told. Not thread-safe.
 */
final class RecordedOutlet {
    private final ArrayDeque<Long> refused = new ArrayDeque<>();
    private long takes;
    private boolean retrying;

    /** The packet with this place in the order of arrival will be refused. */
    void refuse(long number) {
        refused.add(number);
    }

    /** So many of the packets that wait will be taken. */
    void retry(long packets) {
        takes = packets;
        retrying = true;
    }

    /** Whether a packet is taken. */
    boolean takes(long number) {
        if (retrying) {
            return takes-- > 0;
        }
        Long next = refused.peek();
        if (next == null || next != number) {
            return true;
        }
        refused.remove();
        return false;
    }

    /** What waits has been offered. */
    void retried() {
        retrying = false;
    }

    /** The refusals that are still to come. */
    int refusals() {
        return refused.size();
    }
}
