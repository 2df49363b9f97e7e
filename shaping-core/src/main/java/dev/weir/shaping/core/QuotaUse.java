package dev.weir.shaping.core;

import java.time.Duration;

/**
 * How much of its quota a stream has used up in the present period. Immutable.
 *
 * @param incomingBytes incoming bytes counted
 * @param outgoingBytes outgoing bytes counted
 * @param reached whether the quota was reached
 * @param periodEnd when the counts start over, as time since the start of the run; the end of an earlier period if nothing has come since
 */
public record QuotaUse(long incomingBytes, long outgoingBytes, boolean reached, Duration periodEnd) {

    /** What two engines have used up of one quota; of different periods, the later counts. */
    QuotaUse plus(QuotaUse other) {
        int order = periodEnd.compareTo(other.periodEnd);
        if (order != 0) {
            return order > 0 ? this : other;
        }
        return new QuotaUse(
                incomingBytes + other.incomingBytes,
                outgoingBytes + other.outgoingBytes,
                reached || other.reached,
                periodEnd);
    }
}
