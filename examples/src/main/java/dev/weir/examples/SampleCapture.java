package dev.weir.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The capture that comes with Weir: 1,328 packets in 11 seconds, recorded between real programs (DNS, HTTP, ping, iperf3).
 *
 * <p>Its local side is 10.0.0.2 and fd00:10::2. Thread-safe.
 */
public final class SampleCapture {
    private static final String RESOURCE = "sample.pcap";

    private SampleCapture() {}

    /**
     * Opens the capture.
     *
     * @return the bytes of a pcap file, to be closed by the caller
     * @throws IOException if it is not on the class path
     */
    public static InputStream open() throws IOException {
        InputStream stream = SampleCapture.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new FileNotFoundException(RESOURCE + ": not on the class path");
        }
        return stream;
    }

    /**
     * Copies the capture into a file.
     *
     * @param file the file, replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void copyTo(Path file) throws IOException {
        try (InputStream stream = open()) {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
