package dev.weir.capture.pcap;

import dev.weir.shaping.core.DecisionLedger;
import dev.weir.shaping.core.ReleasedPacket;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Drives a simulation with the packets of a capture and writes what it releases. Not thread-safe; allocates nothing per packet. */
final class CaptureReplay {
    private static final int PACKETS_PER_REPORT = 8_192;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Path in;
    private final CaptureReader reader;
    private final CaptureWriter writer;
    private final Simulation simulation;
    private final DirectionFinder directions;
    private final CaptureAdapters adapters = new CaptureAdapters();
    private final ShapingProgress progress;
    private long startNanos;

    CaptureReplay(
            Path in,
            CaptureReader reader,
            CaptureWriter writer,
            Shaper shaper,
            @Nullable DecisionLedger ledger,
            ShapingProgress progress) {
        this.in = in;
        this.reader = reader;
        this.writer = writer;
        this.directions = new DirectionFinder(in, shaper.localAddresses());
        this.progress = progress;
        this.simulation = shaper.simulate().onRelease(this::write);
        if (ledger != null) {
            simulation.ledger(ledger);
        }
    }

    ShapingReport run() throws IOException {
        if (reader.next()) {
            startNanos = reader.timestampNanos();
            simulation.startingAt(Instant.ofEpochSecond(
                    Math.floorDiv(startNanos, NANOS_PER_SECOND), Math.floorMod(startNanos, NANOS_PER_SECOND)));
            do {
                offer();
                if (reader.number() % PACKETS_PER_REPORT == 0) {
                    progress.progress(reader.bytesRead(), reader.size());
                }
            } while (reader.next());
        }
        ShapingReport report = simulation.runToIdle();
        progress.progress(reader.bytesRead(), reader.size());
        return report.withLocalAddresses(directions.localAddresses());
    }

    private void offer() throws IOException {
        if (reader.length() > Simulation.MAX_LENGTH) {
            throw new IOException(in + ": packet " + reader.number() + ": length must be within 0.."
                    + Simulation.MAX_LENGTH + " bytes: " + reader.length());
        }
        simulation.offer(
                reader.timestampNanos() - startNanos,
                reader.bytes(),
                reader.offset(),
                reader.capturedLength(),
                reader.length(),
                reader.linkType(),
                directions.direction(reader),
                adapters.adapter(reader),
                reader.linkTypeCode());
    }

    private void write(ReleasedPacket packet) {
        try {
            writer.write(
                    startNanos + packet.releaseNanos(),
                    packet.array(),
                    packet.offset(),
                    packet.capturedLength(),
                    packet.length(),
                    (int) packet.token());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
