package dev.weir.benchmarks;

import dev.weir.capture.pcap.CaptureFormat;
import dev.weir.capture.pcap.CaptureWriter;
import dev.weir.shaping.core.Packets;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a capture of many small packets, to measure the shaping of files with: 100 bytes each, one every microsecond (800 Mbit/s), all
 * downloads of 64 flows but for a first TCP SYN, which tells the local address.
 *
 * <p>Run: {@code java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.GenerateCapture big.pcap 10000000}
 */
public final class GenerateCapture {
    private static final String LOCAL = "10.0.0.2";
    private static final String REMOTE = "192.0.2.7";
    private static final int ETHERNET = 1;
    private static final int FLOWS = 64;
    private static final int LENGTH = 100;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final long SPACING_NANOS = 1_000;

    private GenerateCapture() {}

    /**
     * Writes the capture.
     *
     * @param args the file and the number of packets
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected: FILE PACKETS");
        }
        write(Path.of(args[0]), Long.parseLong(args[1]));
    }

    static void write(Path file, long packets) throws IOException {
        byte[][] downloads = new byte[FLOWS][];
        for (int flow = 0; flow < FLOWS; flow++) {
            downloads[flow] = Packets.udp(REMOTE, 443, LOCAL, 10_000 + flow)
                    .length(LENGTH)
                    .incoming()
                    .bytes();
        }
        byte[] syn = Packets.tcp(LOCAL, 9_999, REMOTE, 443).syn().outgoing().bytes();
        try (CaptureWriter writer = CaptureWriter.create(file, CaptureFormat.PCAP)) {
            writer.write(START_NANOS, syn, 0, syn.length, syn.length, ETHERNET);
            for (long i = 1; i < packets; i++) {
                byte[] packet = downloads[(int) (i % FLOWS)];
                writer.write(START_NANOS + i * SPACING_NANOS, packet, 0, packet.length, packet.length, ETHERNET);
            }
            writer.commit();
        }
    }
}
