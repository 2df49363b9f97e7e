package dev.weir.capture.pcap;

/** Hears how far the shaping of a capture file has come. */
@FunctionalInterface
public interface ShapingProgress {
    /**
     * Some packets were read. Called every few thousand packets on the shaping thread.
     *
     * @param bytesRead bytes of the file so far
     * @param size bytes of the file, -1 if unknown
     */
    void progress(long bytesRead, long size);
}
