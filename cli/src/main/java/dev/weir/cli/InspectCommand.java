package dev.weir.cli;

import dev.weir.capture.pcap.CaptureReader;
import dev.weir.capture.pcap.DirectionFinder;
import dev.weir.shaping.Packet;
import dev.weir.shaping.core.PacketInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the packets of a capture file as a rule would see them. */
@Command(
        name = "inspect",
        description = "Prints the packets of a capture file as a rule would see them.",
        footer = {"", "Example:", "  weir inspect in.pcapng --json --local 10.0.0.0/8,fd00::/8"})
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The capture, pcap or pcapng.")
    private Path file = Path.of("");

    @Option(
            names = "--json",
            description = "Print one JSON object a line, with all fields; null is what is not in the packet.")
    private boolean json;

    @Mixin
    private LocalAddressOption local = new LocalAddressOption();

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (CaptureReader reader = CaptureReader.open(file)) {
            PacketPrinter printer = json ? new JsonPrinter(console.out()) : new LinePrinter(console.out());
            try {
                print(reader, printer);
            } finally {
                printer.flush();
            }
        }
        return 0;
    }

    private void print(CaptureReader reader, PacketPrinter printer) throws IOException {
        DirectionFinder directions = new DirectionFinder(file, local.networks());
        PacketInspector inspector = new PacketInspector(List.of());
        while (reader.next()) {
            Packet packet = inspector.inspect(
                    reader.timestampNanos(),
                    reader.bytes(),
                    reader.offset(),
                    reader.capturedLength(),
                    reader.length(),
                    reader.linkType(),
                    directions.direction(reader));
            printer.print(reader.number(), packet, inspector.hasTcpFlags());
        }
    }
}
