package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Capture files made by the writer. */
final class Samples {
    private Samples() {}

    /** A file of packets of 0 to 63 bytes, 1.001 s apart. */
    static byte[] written(CaptureFormat format, Path folder, int packets) throws IOException {
        Path path = folder.resolve("written-" + packets + "." + format);
        SplittableRandom random = new SplittableRandom(packets);
        byte[] bytes = new byte[64];
        try (CaptureWriter writer = CaptureWriter.create(path, format)) {
            for (int i = 1; i <= packets; i++) {
                random.nextBytes(bytes);
                int captured = random.nextInt(bytes.length);
                writer.write(i * 1_001_000_000L, bytes, 0, captured, captured + random.nextInt(3), 1);
            }
            writer.commit();
        }
        return Files.readAllBytes(path);
    }
}
