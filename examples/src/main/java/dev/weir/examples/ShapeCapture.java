package dev.weir.examples;

import static dev.weir.shaping.IpProtocols.UDP;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Rate.kilobytesPerSecond;

import dev.weir.capture.pcap.CaptureFiles;
import dev.weir.shaping.Priority;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.nio.file.Path;

/** Shapes a capture file: UDP held to 50 kB/s, everything over a line of a slow mobile network. */
public final class ShapeCapture {
    private ShapeCapture() {}

    /**
     * Shapes a file.
     *
     * @param in the capture
     * @param out the result
     * @return what happened
     * @throws IOException if a file cannot be read or written
     */
    public static ShapingReport shape(Path in, Path out) throws IOException {
        Priority slowly = limit(kilobytesPerSecond(50));
        Shaper shaper = Shaper.builder()
                .rule("udp slowly", (packet, context) -> packet.ipProto() == UDP ? slowly : pass())
                .download(Impairment.parse("rate=1.6 Mbit/s delay=150 ms"))
                .upload(Impairment.parse("rate=768 kbit/s delay=150 ms"))
                .seed(7)
                .build();
        return CaptureFiles.shape(in, out, shaper);
    }

    /**
     * Shapes a file and prints what happened.
     *
     * @param args the capture and the result
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        System.out.println(shape(Path.of(args[0]), Path.of(args[1])));
    }
}
