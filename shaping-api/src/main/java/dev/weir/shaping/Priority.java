package dev.weir.shaping;

import dev.weir.shaping.impair.Impairment;
import org.jspecify.annotations.Nullable;

/**
 * What a rule answers: what to do with this packet. Made by the factories of {@link Priorities}.
 *
 * <p>Immutable and thread-safe. Packets for which one rule answers equal priorities share its token buckets, queues and links, one
 * set per direction; {@link #keyed} separates them, or joins them while the rate varies, and {@link #combined} joins the directions. The
 * modifiers allocate: build modified priorities once, outside the rule.
 */
public final class Priority {
    private final Treatment incoming;
    private final Treatment outgoing;
    private final int hash;

    Priority(Treatment incoming, Treatment outgoing) {
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.hash = 31 * incoming.hashCode() + outgoing.hashCode();
    }

    /**
     * What this priority does to packets of a direction.
     *
     * @param direction the direction
     * @return the treatment
     */
    public Treatment treatment(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /**
     * This priority, and the packet's DSCP rewritten: ECN bits kept, checksum repaired, no effect on packets that are not IP.
     *
     * @param dscp the code point
     * @return the new priority
     */
    public Priority dscp(Dscp dscp) {
        return new Priority(incoming.withDscp(dscp), outgoing.withDscp(dscp));
    }

    /**
     * This priority, and outgoing packets leave by the adapter with a MAC address. Incoming ones are not concerned. Where that is not possible,
     * {@link Settings#bindFailure} decides; {@link Context#canBind} tells beforehand.
     *
     * @param adapter the adapter's address
     * @return the new priority
     */
    public Priority bind(MacAddress adapter) {
        return new Priority(incoming.withBind(adapter), outgoing.withBind(adapter));
    }

    /**
     * This priority, with one token bucket and one link for both directions together.
     *
     * @return the new priority
     * @throws IllegalStateException if there is no limit and no link to share, or if the directions differ
     */
    public Priority combined() {
        Impairment impairment = incoming.impairment();
        if (impairment.limit() == null
                && impairment.rate() == null
                && incoming.limiting().quota() == null) {
            throw new IllegalStateException("combined needs a limit or a rate: " + this);
        }
        if (!incoming.equals(outgoing)) {
            throw new IllegalStateException("combined needs equal directions: " + this);
        }
        Treatment shared = incoming.withCombined();
        return new Priority(shared, shared);
    }

    /**
     * This priority, with buckets and links of its own under a name. Two answers of a rule with equal keys share them if they differ in nothing but
     * the rates of limit and link; the rate of the answer given last then holds, from the packet it was given for, for what waits too. Tokens and
     * debts stay through a change, but no more tokens than the new burst. So a rule may answer {@code limit(rate).keyed("users")} with a rate that
     * varies, and it is one bucket.
     *
     * @param key the name, not blank
     * @return the new priority
     * @throws IllegalArgumentException if the key is blank
     */
    public Priority keyed(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("key must not be blank: \"" + key + "\"");
        }
        return new Priority(incoming.withKey(key), outgoing.withKey(key));
    }

    /**
     * This priority, with a token bucket and a queue of its own for each connection: both directions of it have equal limits, or one
     * limit if {@link #combined}. The same as {@code perStream(Tracking.CONNECTION)}.
     *
     * @return the new priority
     * @throws IllegalStateException if there is no limit
     */
    public Priority perConnection() {
        return perStream(Tracking.CONNECTION);
    }

    /**
     * This priority, with a token bucket, a queue and a quota of its own for each stream of packets. A stream begins anew after 5 minutes without
     * packets (60 seconds for a connection that is not TCP, 10 seconds for one that was closed); what it counted for a quota stays until the period ends.
     * Where the rate varies under a {@link #keyed key}, each stream has the rate of the answer it was last given.
     *
     * @param tracking what the packets of a stream have in common
     * @return the new priority
     * @throws IllegalStateException if there is no limit
     */
    public Priority perStream(Tracking tracking) {
        needLimit("tracking");
        return new Priority(
                incoming.withLimiting(incoming.limiting().withTracking(tracking)),
                outgoing.withLimiting(outgoing.limiting().withTracking(tracking)));
    }

    /**
     * This priority, without a queue in front of the limit: a packet that finds too few tokens is dropped, from a lossless source too.
     *
     * @return the new priority
     * @throws IllegalStateException if there is no limit
     */
    public Priority policed() {
        needLimit("policing");
        return new Priority(
                incoming.withLimiting(incoming.limiting().withPolicing()),
                outgoing.withLimiting(outgoing.limiting().withPolicing()));
    }

    /**
     * This priority, with short packets costing more of the limit's bytes than their size, as {@link Settings.Builder#shortPackets} says. Queues, quotas and
     * statistics count them as long as they are.
     *
     * @return the new priority
     * @throws IllegalStateException if there is no limit
     */
    public Priority penalizeShort() {
        needLimit("penalty");
        return new Priority(
                incoming.withLimiting(incoming.limiting().withShortPenalty()),
                outgoing.withLimiting(outgoing.limiting().withShortPenalty()));
    }

    private void needLimit(String modifier) {
        if (!limits(incoming) && !limits(outgoing)) {
            throw new IllegalStateException(modifier + " needs a limit: " + this);
        }
    }

    private static boolean limits(Treatment treatment) {
        return treatment.impairment().limit() != null || treatment.limiting().quota() != null;
    }

    /**
     * This priority, and the rule counts packets that it passes on: {@code pass().counted()}.
     *
     * @return the new priority
     */
    public Priority counted() {
        return new Priority(incoming.withCounted(), outgoing.withCounted());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Priority that
                        && hash == that.hash
                        && incoming.equals(that.incoming)
                        && outgoing.equals(that.outgoing);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return incoming.equals(outgoing) ? incoming.toString() : "incoming " + incoming + ", outgoing " + outgoing;
    }
}
