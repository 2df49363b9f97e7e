package dev.weir.capture.relay;

/**
 * What faults mean for one direction.
 *
 * @param cut whether nothing arrives for the time being
 * @param stalled whether nothing is read
 * @param swallows whether everything is read and thrown away
 * @param sliceBytes the most bytes written at once
 * @param sliceGapNanos the time between two writes
 * @param resetAfterBytes behind how many bytes a connection is reset
 * @param closeAfterBytes behind how many bytes it ends
 * @param firstByteNanos how long the first byte is held back
 */
record WayTerms(
        boolean cut,
        boolean stalled,
        boolean swallows,
        int sliceBytes,
        long sliceGapNanos,
        long resetAfterBytes,
        long closeAfterBytes,
        long firstByteNanos) {
    static WayTerms of(Conditions conditions, RelayDirection direction) {
        boolean cut = false;
        boolean stalled = false;
        boolean swallows = false;
        int sliceBytes = Integer.MAX_VALUE;
        long sliceGapNanos = 0;
        long resetAfterBytes = Long.MAX_VALUE;
        long closeAfterBytes = Long.MAX_VALUE;
        long firstByteNanos = 0;
        for (Fault fault : conditions.faults()) {
            if (!(fault instanceof Fault.Directed directed) || directed.direction() != direction) {
                continue;
            }
            if (fault instanceof Fault.Cut) {
                cut = true;
            } else if (fault instanceof Fault.Stall) {
                stalled = true;
            } else if (fault instanceof Fault.BlackHole) {
                swallows = true;
            } else if (fault instanceof Fault.Slice slice) {
                sliceBytes = (int) Math.min(Integer.MAX_VALUE, slice.size().bytes());
                sliceGapNanos = slice.gap().toNanos();
            } else if (fault instanceof Fault.ResetAfterBytes reset) {
                resetAfterBytes = reset.size().bytes();
            } else if (fault instanceof Fault.CloseAfterBytes close) {
                closeAfterBytes = close.size().bytes();
            } else if (fault instanceof Fault.FirstByteDelay first) {
                firstByteNanos = first.delay().toNanos();
            }
        }
        return new WayTerms(
                cut, stalled, swallows, sliceBytes, sliceGapNanos, resetAfterBytes, closeAfterBytes, firstByteNanos);
    }
}
