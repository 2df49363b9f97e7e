package dev.weir.capture.pcap;

import dev.weir.shaping.core.DecisionLedger;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plan to shape a capture file: where from, where to, and what to tell meanwhile.
 *
 * <p>The direction of a packet: outgoing if its source is one of the shaper's local addresses. If the shaper has none, the local address
 * of each IP version is found from the file: the source of the first TCP SYN, else of the first IP packet. The report states them.
 *
 * <p>The adapter of a packet: its interface in a pcapng file, with the interface's number as id and its name, or {@code "interface 3"} if it has none.
 * The file does not tell the type; {@link Shaper.Builder#adapterType} does. Interfaces from number 255 on, and packets of a pcap file, have none. Where
 * several sections of a file give one number different names, the first packet's counts.
 *
 * <p>Not thread-safe. Memory does not depend on the size of the file.
 */
public final class CaptureShaping {
    private static final ShapingProgress SILENT = (bytesRead, size) -> {};
    private static final int LEDGER_BUFFER = 1 << 16;

    private final Path in;
    private final Path out;
    private @Nullable Path ledger;
    private ShapingProgress progress = SILENT;

    CaptureShaping(Path in, Path out) {
        this.in = Objects.requireNonNull(in, "in");
        this.out = Objects.requireNonNull(out, "out");
    }

    /**
     * Asks for the decision ledger.
     *
     * @param file the file; it appears when all is done, or not at all
     * @return this plan
     */
    public CaptureShaping ledger(Path file) {
        ledger = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Asks to hear how far it has come.
     *
     * @param listener hears it
     * @return this plan
     */
    public CaptureShaping progress(ShapingProgress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Shapes the file.
     *
     * @param shaper the recipe
     * @return what happened
     * @throws IOException if the input cannot be read to its end or an output cannot be written
     */
    public ShapingReport run(Shaper shaper) throws IOException {
        try (CaptureReader reader = CaptureReader.open(in)) {
            requireOtherFile(out);
            try (CaptureWriter writer = CaptureWriter.create(out, CaptureWriter.formatFor(out))) {
                return ledger == null ? shape(shaper, reader, writer) : shapeWithLedger(shaper, reader, writer, ledger);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ShapingReport shapeWithLedger(Shaper shaper, CaptureReader reader, CaptureWriter writer, Path file)
            throws IOException {
        requireOtherFile(file);
        try (OutputFile ledgerFile = OutputFile.create(file)) {
            OutputStream lines =
                    new BufferedOutputStream(Channels.newOutputStream(ledgerFile.channel()), LEDGER_BUFFER);
            ShapingReport report = replay(shaper, reader, writer, DecisionLedger.to(lines));
            lines.flush();
            writer.commit();
            ledgerFile.commit();
            return report;
        }
    }

    private void requireOtherFile(Path file) throws IOException {
        if (Files.exists(file) && Files.isSameFile(in, file)) {
            throw new IOException(file + ": output and input are the same file");
        }
    }

    private ShapingReport shape(Shaper shaper, CaptureReader reader, CaptureWriter writer) throws IOException {
        ShapingReport report = replay(shaper, reader, writer, null);
        writer.commit();
        return report;
    }

    private ShapingReport replay(
            Shaper shaper, CaptureReader reader, CaptureWriter writer, @Nullable DecisionLedger decisions)
            throws IOException {
        return new CaptureReplay(in, reader, writer, shaper, decisions, progress).run();
    }
}
