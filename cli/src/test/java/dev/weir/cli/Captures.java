package dev.weir.cli;

import dev.weir.examples.SampleCapture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Capture files, sound and broken. */
final class Captures {
    /** In the middle of the data of the seventh packet. */
    private static final int CUT_BYTES = 700;

    private Captures() {}

    static Path sample(Path folder) throws IOException {
        Path file = folder.resolve("sample.pcap");
        SampleCapture.copyTo(file);
        return file;
    }

    static Path cut(Path folder) throws IOException {
        try (InputStream stream = SampleCapture.open()) {
            return Files.write(folder.resolve("cut.pcap"), stream.readNBytes(CUT_BYTES));
        }
    }

    static Path withoutPackets(Path folder) throws IOException {
        try (InputStream stream = SampleCapture.open()) {
            return Files.write(folder.resolve("header.pcap"), stream.readNBytes(24));
        }
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
