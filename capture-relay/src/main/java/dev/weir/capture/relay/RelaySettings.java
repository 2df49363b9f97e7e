package dev.weir.capture.relay;

/**
 * What the parts of a relay need to know.
 *
 * @param segmentBytes the bytes of a full segment
 * @param windowBytes the most bytes of a stream that are on their way or wait for the receiver
 * @param stalls what becomes of lost segments
 */
record RelaySettings(int segmentBytes, long windowBytes, StallModel stalls) {}
