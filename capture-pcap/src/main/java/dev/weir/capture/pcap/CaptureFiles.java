package dev.weir.capture.pcap;

import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A capture file in, a shaped capture file out; the capture's timestamps Needs no native library. Thread-safe: calls share nothing; each blocks until its file is done.
 *
 * <pre>{@code
 * ShapingReport report = CaptureFiles.shape(Path.of("in.pcapng"), Path.of("out.pcap"), shaper);
 * }</pre>
 */
public final class CaptureFiles {
    private CaptureFiles() {}

    /**
     * Shapes a capture file. Dropped packets are missing from the output, released ones carry their time of release.
     *
     * @param in the capture, pcap or pcapng
     * @param out the result: pcapng if its name ends so, else pcap; it appears when all is done, or not at all
     * @param shaper the recipe
     * @return what happened
     * @throws IOException if the input cannot be read to its end or the output cannot be written
     */
    public static ShapingReport shape(Path in, Path out, Shaper shaper) throws IOException {
        return shaping(in, out).run(shaper);
    }

    /**
     * Starts to say more about how a capture file is to be shaped.
     *
     * @param in the capture, pcap or pcapng
     * @param out the result
     * @return the plan
     */
    public static CaptureShaping shaping(Path in, Path out) {
        return new CaptureShaping(in, out);
    }
}
