package dev.weir.capture.relay;

/**
 * What conditions mean for connections. Immutable.
 *
 * @param upload toward the target
 * @param download toward the client
 * @param resetAfterNanos the age at which a connection is reset
 * @param slowCloseNanos how much later than its last byte a stream ends
 */
record Terms(WayTerms upload, WayTerms download, long resetAfterNanos, long slowCloseNanos) {
    static Terms of(Conditions conditions) {
        long resetAfterNanos = Long.MAX_VALUE;
        long slowCloseNanos = 0;
        for (Fault fault : conditions.faults()) {
            if (fault instanceof Fault.ResetAfterTime reset) {
                resetAfterNanos = reset.age().toNanos();
            } else if (fault instanceof Fault.SlowClose close) {
                slowCloseNanos = close.delay().toNanos();
            }
        }
        return new Terms(
                WayTerms.of(conditions, RelayDirection.UPLOAD),
                WayTerms.of(conditions, RelayDirection.DOWNLOAD),
                resetAfterNanos,
                slowCloseNanos);
    }

    WayTerms way(RelayDirection direction) {
        return direction == RelayDirection.UPLOAD ? upload : download;
    }
}
