package dev.weir.cli;

import dev.weir.capture.pcap.CaptureFiles;
import dev.weir.capture.pcap.CaptureShaping;
import dev.weir.capture.pcap.OutputFile;
import dev.weir.capture.pcap.ShapingProgress;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shaping of one capture file, with everything that is to be written about it.
 *
 * @param in the capture
 * @param out the shaped capture
 * @param ledger the decisions, or null
 * @param report the report as JSON, or null
 * @param plot the report as a picture, or null
 */
record ShapingJob(Path in, Path out, @Nullable Path ledger, @Nullable Path report, @Nullable Path plot) {
    /**
     * What came of it.
     *
     * @param report what happened
     * @param plotFault why the plot was asked for and not drawn, or null
     */
    record Result(ShapingReport report, @Nullable String plotFault) {}

    Result run(Shaper shaper, ShapingProgress progress) throws IOException {
        requireDifferentFiles();
        CaptureShaping shaping = CaptureFiles.shaping(in, out).progress(progress);
        if (ledger != null) {
            shaping.ledger(ledger);
        }
        try (OutputFile reportFile = report == null ? null : OutputFile.create(report);
                OutputFile plotFile = plot == null ? null : OutputFile.create(plot)) {
            ShapingReport done = shaping.run(shaper);
            if (reportFile != null && report != null) {
                write(ReportJson.bytes(shaper, done), reportFile, report);
            }
            return new Result(done, plotFile == null || plot == null ? null : draw(done, plotFile, plot));
        }
    }

    private static @Nullable String draw(ShapingReport report, OutputFile file, Path path) throws IOException {
        try {
            write(Plot.png(report), file, path);
            return null;
        } catch (Plot.CannotDraw e) {
            return e.getMessage();
        }
    }

    private static void write(byte[] bytes, OutputFile file, Path path) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        WritableByteChannel channel = file.channel();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        file.commit();
    }

    private void requireDifferentFiles() throws IOException {
        List<Path> outputs = new ArrayList<>();
        for (Path output : new Path[] {out, ledger, report, plot}) {
            if (output == null) {
                continue;
            }
            if (same(in, output)) {
                throw new IOException(output + ": output and input are the same file");
            }
            for (Path other : outputs) {
                if (same(other, output)) {
                    throw new IOException(output + ": two outputs are the same file");
                }
            }
            outputs.add(output);
        }
    }

    private static boolean same(Path one, Path other) throws IOException {
        if (!Files.exists(one) || !Files.exists(other)) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
        return Files.isRegularFile(one) && Files.isSameFile(one, other);
    }
}
