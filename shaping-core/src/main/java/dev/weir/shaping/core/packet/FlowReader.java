package dev.weir.shaping.core.packet;

import org.jspecify.annotations.Nullable;

/** Reads flows on any thread while the engine's thread writes. Takes no lock; looks again where a record changed meanwhile. */
public final class FlowReader {
    private final FlowTable flows;

    /**
     * A reader.
     *
     * @param flows the table
     */
    public FlowReader(FlowTable flows) {
        this.flows = flows;
    }

    /**
     * A consistent copy of a flow.
     *
     * @param flow 0 to less than {@link FlowTable#size()}
     * @return the copy
     */
    public FlowSnapshot read(int flow) {
        long[] segment = flows.segment(flow);
        int base = FlowRecords.base(flow);
        while (true) {
            long stamp = Cells.get(segment, base + FlowRecords.STAMP);
            if ((stamp & FlowRecords.VERSION) == 0) {
                FlowSnapshot copy = copy(flow, segment, base, stamp & FlowRecords.SECOND_MASK, flows.attributes(flow));
                if (Cells.get(segment, base + FlowRecords.STAMP) == stamp) {
                    return copy;
                }
            }
            Thread.onSpinWait();
        }
    }

    private FlowSnapshot copy(int flow, long[] segment, int base, long second, @Nullable Object attributes) {
        long[] rates = flows.rates(flow);
        int rateBase = FlowRecords.rateBase(flow);
        long bytesOut = Cells.get(segment, base + FlowRecords.BYTES_OUT);
        return new FlowSnapshot(
                key(segment, base),
                Cells.get(rates, rateBase + FlowRecords.FIRST_SEEN),
                Cells.get(segment, base + FlowRecords.LAST_SEEN),
                Cells.get(segment, base + FlowRecords.LIFE) & FlowRecords.IN_FLIGHT_MASK,
                Cells.get(segment, base + FlowRecords.PACKETS_IN),
                Cells.get(segment, base + FlowRecords.BYTES_IN),
                Cells.get(segment, base + FlowRecords.PACKETS_OUT),
                bytesOut,
                second,
                bytesOut - Cells.get(rates, rateBase + FlowRecords.SECOND_START),
                Cells.get(rates, rateBase + FlowRecords.SECOND_BEFORE),
                Cells.get(segment, base + FlowRecords.DECIDED) >>> 1,
                attributes);
    }

    private static FlowKey key(long[] segment, int base) {
        FlowKey key = new FlowKey();
        key.srcHigh = Cells.get(segment, base + FlowRecords.SRC_HIGH);
        key.srcLow = Cells.get(segment, base + FlowRecords.SRC_LOW);
        key.dstHigh = Cells.get(segment, base + FlowRecords.DST_HIGH);
        key.dstLow = Cells.get(segment, base + FlowRecords.DST_LOW);
        key.rest = Cells.get(segment, base + FlowRecords.REST);
        return key;
    }
}
