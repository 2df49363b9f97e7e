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
        FlowRecords.Directory directory = flows.published();
        long[] segment = directory.segment(flow);
        long[] rates = directory.rates(flow);
        int base = FlowRecords.base(flow);
        while (true) {
            long stamp = Cells.get(segment, base + FlowRecords.STAMP);
            if ((stamp & FlowRecords.VERSION) == 0) {
                long second = stamp & FlowRecords.SECOND_MASK;
                FlowSnapshot copy =
                        copy(segment, base, rates, FlowRecords.rateBase(flow), second, flows.attributes(flow));
                if (Cells.get(segment, base + FlowRecords.STAMP) == stamp) {
                    return copy;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static FlowSnapshot copy(
            long[] segment, int base, long[] rates, int rateBase, long second, @Nullable Object attributes) {
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
