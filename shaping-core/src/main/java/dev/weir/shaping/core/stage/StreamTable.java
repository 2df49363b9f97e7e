package dev.weir.shaping.core.stage;

import static dev.weir.shaping.core.stage.StreamRecords.CHAIN;
import static dev.weir.shaping.core.stage.StreamRecords.COUNTS;
import static dev.weir.shaping.core.stage.StreamRecords.COUNTS_PER_WAY;
import static dev.weir.shaping.core.stage.StreamRecords.FIRST_SEEN;
import static dev.weir.shaping.core.stage.StreamRecords.HASH;
import static dev.weir.shaping.core.stage.StreamRecords.IDLE;
import static dev.weir.shaping.core.stage.StreamRecords.INCARNATION;
import static dev.weir.shaping.core.stage.StreamRecords.LAST_SEEN;
import static dev.weir.shaping.core.stage.StreamRecords.PACKETS_DROPPED;
import static dev.weir.shaping.core.stage.StreamRecords.PACKETS_IN;
import static dev.weir.shaping.core.stage.StreamRecords.PACKETS_OUT;
import static dev.weir.shaping.core.stage.StreamRecords.PERIOD_END;
import static dev.weir.shaping.core.stage.StreamRecords.QUOTA_BYTES;
import static dev.weir.shaping.core.stage.StreamRecords.QUOTA_REACHED;
import static dev.weir.shaping.core.stage.StreamRecords.STRIDE;
import static dev.weir.shaping.core.stage.StreamRecords.WAITING;

import dev.weir.shaping.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one rule: keys, counts and quotas. One thread writes; {@link #accounts} is for any thread. Allocates when a stream begins that makes the
 * table grow, and nothing per packet.
 *
 * <p>A stream that is idle for its time begins anew; one that has counted for a quota keeps its counts until the period ends. When there are as many
 * streams as allowed, a new one takes the place of the one unused for longest in which nothing waits.
 */
public final class StreamTable {
    /** No stream. */
    public static final int NONE = -1;

    /** The stream of packets from lossless sources that find no room for their own; never found, listed or given up. */
    static final int CROWD = 0;

    private final int maxStreams;
    private final @Nullable QuotaMeter quota;
    private final StreamEvents events;
    private final StreamRecords records = new StreamRecords();
    private final StreamIndex index = new StreamIndex(records);
    private final StreamLists idle = new StreamLists(records);
    private final List<StreamLimitStage> users = new ArrayList<>();
    private volatile @Nullable String[] texts = new String[0];
    /** What other engines have used up too; null where a quota is this engine's own. */
    private @Nullable QuotaCount[] counts = new QuotaCount[0];

    private int current = NONE;
    private int free;
    private int streams;
    private long evictions;

    /**
     * A table with a bound.
     *
     * @param maxStreams streams to remember, at least 1
     * @param quota what each stream may use up, or null
     * @param events hears of streams that begin and end
     */
    public StreamTable(int maxStreams, @Nullable QuotaMeter quota, StreamEvents events) {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("streams must be at least 1: " + maxStreams);
        }
        this.maxStreams = maxStreams;
        this.quota = quota;
        this.events = events;
        records.set(records.grow(), INCARNATION, 1);
    }

    void attach(StreamLimitStage stage) {
        users.add(stage);
    }

    void detach(StreamLimitStage stage) {
        users.remove(stage);
    }

    /**
     * Whether no stage limits these streams any more.
     *
     * @return true if the table could be given up
     */
    public boolean unused() {
        return users.isEmpty();
    }

    /** Ends all streams; nothing waits in them. */
    public void close() {
        for (int slot = CROWD + 1; slot < records.slots(); slot++) {
            if (events.wanted() && records.get(slot, FIRST_SEEN) >= 0) {
                events.closed(account(slot));
            }
        }
    }

    /**
     * Finds a packet's stream, or begins it; then it is the current one.
     *
     * @param key what the packets of the stream have in common
     * @param nowNanos logical time
     * @return the stream, or {@link #NONE} if packets wait in as many streams as there may be
     */
    public int enter(StreamKey key, long nowNanos) {
        long hash = key.hash();
        int slot = index.find(key, hash);
        if (slot == NONE) {
            slot = start(key, hash, nowNanos);
        } else if (records.get(slot, WAITING) > 0) {
            records.edit(slot);
            records.set(slot, IDLE, key.idleAfter(records.get(slot, IDLE)));
            records.set(slot, LAST_SEEN, nowNanos);
            records.done(slot);
        } else {
            reenter(slot, key, nowNanos);
        }
        current = slot;
        if (quota != null && slot != NONE) {
            settle(slot, nowNanos);
        }
        return slot;
    }

    private void reenter(int slot, StreamKey key, long nowNanos) {
        idle.remove(slot);
        long known = records.get(slot, IDLE);
        boolean anew = nowNanos - records.get(slot, LAST_SEEN) > known;
        boolean kept = anew && counting(slot, nowNanos);
        if (anew && !kept && events.wanted()) {
            events.closed(account(slot));
        }
        records.edit(slot);
        records.set(slot, IDLE, anew ? key.idleAfter(0) : key.idleAfter(known));
        records.set(slot, LAST_SEEN, nowNanos);
        if (anew) {
            records.add(slot, INCARNATION, 1);
        }
        if (anew && !kept) {
            begin(slot, nowNanos);
        }
        records.done(slot);
        idle.add(slot);
        if (anew && !kept && events.wanted()) {
            events.opened(account(slot));
        }
    }

    private void begin(int slot, long nowNanos) {
        records.clear(slot, COUNTS, STRIDE);
        records.set(slot, FIRST_SEEN, nowNanos);
        records.set(slot, PERIOD_END, quota == null ? 0 : quota.endAfter(nowNanos));
        share(slot);
    }

    /** Whether a stream has counted for a period that has not ended. */
    private boolean counting(int slot, long nowNanos) {
        return records.get(slot, PERIOD_END) > nowNanos
                && (records.get(slot, QUOTA_REACHED)
                                | records.get(slot, QUOTA_BYTES)
                                | records.get(slot, QUOTA_BYTES + 1))
                        != 0;
    }

    private int start(StreamKey key, long hash, long nowNanos) {
        for (int list = 0; list < StreamLists.LISTS; list++) {
            int slot = idle.oldest(list);
            if (slot != NONE
                    && nowNanos - records.get(slot, LAST_SEEN) > records.get(slot, IDLE)
                    && !counting(slot, nowNanos)) {
                remove(slot);
            }
        }
        if (streams == maxStreams) {
            int victim = idle.oldest();
            if (victim == NONE) {
                return NONE;
            }
            evictions++;
            remove(victim);
        }
        int slot = newSlot();
        streams++;
        records.edit(slot);
        records.set(slot, 0, key.first);
        records.set(slot, 1, key.second);
        records.set(slot, 2, key.third);
        records.set(slot, 3, key.fourth);
        records.set(slot, 4, key.rest);
        records.set(slot, HASH, hash);
        records.set(slot, IDLE, key.idleAfter(0));
        records.set(slot, LAST_SEEN, nowNanos);
        records.add(slot, INCARNATION, 1);
        text(slot, key.text);
        begin(slot, nowNanos);
        records.done(slot);
        index.insert(slot);
        idle.add(slot);
        if (events.wanted()) {
            events.opened(account(slot));
        }
        return slot;
    }

    private int newSlot() {
        if (free != 0) {
            int slot = free - 1;
            free = (int) records.get(slot, CHAIN);
            return slot;
        }
        index.grow();
        return records.grow();
    }

    private void text(int slot, @Nullable String text) {
        if (text != null && slot >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(16, slot * 2));
        }
        if (slot < texts.length) {
            texts[slot] = text;
        }
    }

    private void remove(int slot) {
        if (events.wanted()) {
            events.closed(account(slot));
        }
        idle.remove(slot);
        index.remove(slot);
        streams--;
        records.edit(slot);
        records.set(slot, FIRST_SEEN, -1);
        text(slot, null);
        records.done(slot);
        records.set(slot, CHAIN, free);
        free = slot + 1;
    }

    /** The stream that was entered last, {@link #NONE} if there was no room for it. */
    int current() {
        return current;
    }

    /** What tells a stream from others, in every engine. Allocates. */
    Object name(int slot) {
        return List.of(
                records.get(slot, 0),
                records.get(slot, 1),
                records.get(slot, 2),
                records.get(slot, 3),
                records.get(slot, 4));
    }

    long incarnation(int slot) {
        return records.get(slot, INCARNATION);
    }

    private void count(int slot, int field, int way, int length) {
        records.edit(slot);
        records.add(slot, field + way * COUNTS_PER_WAY, 1);
        records.add(slot, field + way * COUNTS_PER_WAY + 1, length);
        records.done(slot);
    }

    void in(int slot, int way, int length) {
        count(slot, PACKETS_IN, way, length);
    }

    void out(int slot, int way, int length) {
        count(slot, PACKETS_OUT, way, length);
    }

    void dropped(int slot, int way, int length) {
        count(slot, PACKETS_DROPPED, way, length);
    }

    /** A packet is let through, or waits: it counts for the quota. */
    void accepted(int slot, int way, int length) {
        if (quota != null && slot != CROWD) {
            records.edit(slot);
            records.add(slot, QUOTA_BYTES + way, length);
            records.done(slot);
            QuotaCount count = count(slot);
            if (count != null) {
                count.add(way, length);
            }
        }
    }

    /** Something waits in a stream, in one more stage; it is not given up. */
    void hold(int slot) {
        if (slot != CROWD) {
            if (records.get(slot, WAITING) == 0) {
                idle.remove(slot);
            }
            records.add(slot, WAITING, 1);
        }
    }

    /** In one stage nothing waits any more. */
    void letGo(int slot, long nowNanos) {
        if (slot != CROWD) {
            records.edit(slot);
            records.add(slot, WAITING, -1);
            records.set(slot, LAST_SEEN, nowNanos);
            records.done(slot);
            if (records.get(slot, WAITING) == 0) {
                idle.add(slot);
            }
        }
    }

    /** Lets a stream's counts start over if its period has ended. */
    void settle(int slot, long nowNanos) {
        long end = records.get(slot, PERIOD_END);
        if (quota == null || slot == CROWD || nowNanos < end) {
            return;
        }
        boolean reached = records.get(slot, QUOTA_REACHED) != 0;
        records.edit(slot);
        records.clear(slot, QUOTA_BYTES, STRIDE);
        records.set(slot, PERIOD_END, quota.endAfter(nowNanos));
        records.done(slot);
        share(slot);
        if (reached) {
            changed(slot, end);
        }
    }

    private void changed(int slot, long nanos) {
        for (int i = 0; i < users.size(); i++) {
            users.get(i).quotaChanged(slot, nanos);
        }
    }

    /**
     * Whether the current stream's quota is reached, by this packet or before.
     *
     * @param direction the packet's direction
     * @param length its length in bytes
     * @param nowNanos logical time
     * @return false without a quota
     */
    public boolean reached(Direction direction, int length, long nowNanos) {
        int slot = current;
        if (quota == null || slot == NONE) {
            return false;
        }
        int way = direction.ordinal();
        if (!reached(slot) && exceeds(quota, slot, way, length)) {
            records.edit(slot);
            records.set(slot, QUOTA_REACHED, 1);
            records.done(slot);
            changed(slot, nowNanos);
        }
        return reached(slot);
    }

    /** A stream counts together with what other engines know of it in this period. */
    private void share(int slot) {
        if (quota == null || !quota.isShared()) {
            return;
        }
        if (slot >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(slot + 1, 2 * counts.length));
        }
        counts[slot] = quota.count(name(slot), records.get(slot, PERIOD_END));
    }

    private @Nullable QuotaCount count(int slot) {
        return slot < counts.length ? counts[slot] : null;
    }

    /** Whether a packet passes the threshold, or one did in another engine. */
    private boolean exceeds(QuotaMeter meter, int slot, int way, int length) {
        QuotaCount count = count(slot);
        if (count == null) {
            return meter.exceeds(records.get(slot, QUOTA_BYTES + way) + length, way);
        }
        boolean exceeded = count.reached() || meter.exceeds(count.bytes(way) + length, way);
        if (exceeded) {
            count.reach();
        }
        return exceeded;
    }

    /**
     * Counts a packet of the current stream that its quota blocks.
     *
     * @param direction the packet's direction
     * @param length its length in bytes
     */
    public void blocked(Direction direction, int length) {
        in(current, direction.ordinal(), length);
        dropped(current, direction.ordinal(), length);
    }

    boolean reached(int slot) {
        return records.get(slot, QUOTA_REACHED) != 0;
    }

    long periodEnd(int slot) {
        return records.get(slot, PERIOD_END);
    }

    /** The rate of streams whose quota is reached, or null if it does not change then. */
    @Nullable
    LimitRate reducedRate() {
        return quota == null ? null : quota.reduced();
    }

    private StreamAccount account(int slot) {
        long[] record = new long[STRIDE];
        return StreamRecordReader.account(record, copy(slot, record));
    }

    /** Copies a record, and gives the text that belongs to it. For any thread. */
    private @Nullable String copy(int slot, long[] record) {
        String text;
        do {
            records.copy(slot, record);
            @Nullable String[] known = texts;
            text = slot < known.length ? known[slot] : null;
        } while (!records.isStill(slot, record));
        return text;
    }

    /**
     * The streams that have not expired. For any thread; a stream may change while others are read, but each is whole.
     *
     * @param nowNanos logical time
     * @return what each has done, in no particular order; a new list
     */
    public List<StreamAccount> accounts(long nowNanos) {
        List<StreamAccount> result = new ArrayList<>();
        long[] record = new long[STRIDE];
        int slots = records.slots();
        for (int slot = CROWD + 1; slot < slots; slot++) {
            String text = copy(slot, record);
            if (StreamRecordReader.alive(record, nowNanos)) {
                result.add(StreamRecordReader.account(record, text));
            }
        }
        return result;
    }

    /**
     * Streams that are remembered; some of them may have expired.
     *
     * @return 0 to the bound
     */
    public int streams() {
        return streams;
    }

    /**
     * Streams that were given up before they expired, to make room for others.
     *
     * @return 0 or more
     */
    public long evictions() {
        return evictions;
    }
}
