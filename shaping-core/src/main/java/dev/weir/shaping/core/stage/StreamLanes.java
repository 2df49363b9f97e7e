package dev.weir.shaping.core.stage;

/** The buckets and queues that one stage has for streams: a record of numbers for each slot of their table. Not thread-safe. */
final class StreamLanes {
    static final int AS_OF = 0;
    static final int BIT_CREDIT = 1;
    static final int PACKET_CREDIT = 2;
    static final int BIT_RATE = 3;
    static final int PACKET_RATE = 4;
    /** The first packet that waits in the upper half, the last in the lower. */
    static final int QUEUE = 5;

    static final int WAITING_PACKETS = 6;
    static final int WAITING_BYTES = 7;
    static final int DUE = 8;
    static final int PRESSURE = 9;
    static final int INCARNATION = 10;

    private final LongRecords records = new LongRecords(12);

    /** Makes sure that a slot's lane exists; a new one is all zeros. */
    void reach(int slot) {
        records.reach(slot);
    }

    boolean reaches(int slot) {
        return records.reaches(slot);
    }

    long get(int slot, int field) {
        return records.get(slot, field);
    }

    void set(int slot, int field, long value) {
        records.set(slot, field, value);
    }

    void add(int slot, int field, long amount) {
        records.add(slot, field, amount);
    }

    /** A stream's lane begins with full buckets. */
    void begin(int slot, long incarnation, LimitRate rate, long nowNanos) {
        set(slot, INCARNATION, incarnation);
        set(slot, AS_OF, nowNanos);
        set(slot, BIT_RATE, LimitRate.perSecond(rate.bits));
        set(slot, PACKET_RATE, LimitRate.perSecond(rate.packets));
        set(slot, BIT_CREDIT, rate.bits == null ? 0 : rate.bits.full());
        set(slot, PACKET_CREDIT, rate.packets == null ? 0 : rate.packets.full());
    }

    boolean hasRate(int slot, LimitRate rate) {
        return get(slot, BIT_RATE) == LimitRate.perSecond(rate.bits)
                && get(slot, PACKET_RATE) == LimitRate.perSecond(rate.packets);
    }

    /** Fills the buckets up to a time. */
    void fill(int slot, long nowNanos) {
        long passed = nowNanos - get(slot, AS_OF);
        if (passed <= 0) {
            return;
        }
        set(slot, AS_OF, nowNanos);
        long bitRate = get(slot, BIT_RATE);
        if (bitRate > 0) {
            long full = TokenRate.fullBits(bitRate);
            set(slot, BIT_CREDIT, TokenRate.refilled(get(slot, BIT_CREDIT), passed, bitRate, full));
        }
        long packetRate = get(slot, PACKET_RATE);
        if (packetRate > 0) {
            long full = TokenRate.fullPackets(packetRate);
            set(slot, PACKET_CREDIT, TokenRate.refilled(get(slot, PACKET_CREDIT), passed, packetRate, full));
        }
    }

    /** How long a packet must wait, if none goes before it and the buckets are filled. */
    long waitNanos(int slot, long bits) {
        long bitRate = get(slot, BIT_RATE);
        long packetRate = get(slot, PACKET_RATE);
        long wait = bitRate == 0
                ? 0
                : TokenRate.waitNanos(bits, get(slot, BIT_CREDIT), bitRate, TokenRate.fullBits(bitRate));
        return packetRate == 0
                ? wait
                : Math.max(
                        wait,
                        TokenRate.waitNanos(
                                1, get(slot, PACKET_CREDIT), packetRate, TokenRate.fullPackets(packetRate)));
    }

    void take(int slot, long bits) {
        if (get(slot, BIT_RATE) > 0) {
            add(slot, BIT_CREDIT, -TokenRate.cost(bits));
        }
        if (get(slot, PACKET_RATE) > 0) {
            add(slot, PACKET_CREDIT, -TokenRate.cost(1));
        }
    }

    /** Changes the rates of filled buckets. Tokens and debts stay, but no more tokens than the new burst; where there was no limit the bucket is full. */
    void rate(int slot, LimitRate rate) {
        if (rate.bits != null) {
            long full = rate.bits.full();
            set(slot, BIT_CREDIT, get(slot, BIT_RATE) == 0 ? full : Math.min(get(slot, BIT_CREDIT), full));
        }
        if (rate.packets != null) {
            long full = rate.packets.full();
            set(slot, PACKET_CREDIT, get(slot, PACKET_RATE) == 0 ? full : Math.min(get(slot, PACKET_CREDIT), full));
        }
        set(slot, BIT_RATE, LimitRate.perSecond(rate.bits));
        set(slot, PACKET_RATE, LimitRate.perSecond(rate.packets));
    }
}
