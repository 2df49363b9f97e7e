package dev.weir.cli;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;

import dev.weir.examples.SampleCapture;
import dev.weir.shaping.Direction;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.Priority;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shapes the capture that comes with Weir. */
@Command(
        name = "demo",
        description = {
            "Shapes a recording of real traffic that comes with Weir, always in the same way, prints what that did, and"
                    + " writes out.pcap, ledger.jsonl, report.json and plot.png."
        },
        footer = {"", "Example:", "  weir demo --dir shaped"})
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 42;
    private static final String DOWNLOAD = "rate=4 Mbit/s queue=192 kB delay=20 ms jitter=3 ms loss=1 %";
    private static final String UPLOAD = "rate=1 Mbit/s delay=20 ms";
    private static final int DNS = 53;
    private static final int IPERF = 5201;
    private static final String DETOUR = "delay=30 ms jitter=10 ms";
    private static final String THROTTLED = "limit=300 kB/s queue=192 kB";

    private final Console console;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to write; created if missing. Else here.")
    private Path dir = Path.of("");

    DemoCommand(Console console) {
        this.console = console;
    }

    @Mixin
    private ProfileOption profile = new ProfileOption();

    static Shaper shaper() {
        return recipe().build();
    }

    private static Shaper.Builder recipe() {
        Priority detour = custom(Impairment.parse(DETOUR));
        Priority throttled = custom(Impairment.parse(THROTTLED));
        return Shaper.builder()
                .rule("dns", (packet, context) -> packet.remotePort() == DNS ? ignore() : pass())
                .rule("ipv6 detour", (packet, context) -> packet.ipVersion() == 6 ? detour : pass())
                .rule(
                        "iperf3 download",
                        (packet, context) -> packet.remotePort() == IPERF && packet.incoming() ? throttled : pass())
                .download(Impairment.parse(DOWNLOAD))
                .upload(Impairment.parse(UPLOAD))
                .localAddresses(IpNetwork.parse("10.0.0.2"), IpNetwork.parse("fd00:10::2"))
                .seed(SEED);
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(dir);
        Path sample = Files.createTempFile("weir-sample-", ".pcap");
        try {
            SampleCapture.copyTo(sample);
            demonstrate(sample);
        } finally {
            Files.deleteIfExists(sample);
        }
        return 0;
    }

    private void demonstrate(Path sample) throws IOException {
        LinkProfile known = profile.profile(console);
        Shaper shaper = (known == null ? recipe() : recipe().profile(known)).build();
        Path out = dir.resolve("out.pcap");
        Path ledger = dir.resolve("ledger.jsonl");
        Path report = dir.resolve("report.json");
        Path plot = dir.resolve("plot.png");
        ShapingJob.Result result = new ShapingJob(sample, out, ledger, report, plot).run(shaper, (read, size) -> {});
        String drawn = plot + "  throughput and added delay\n";
        if (result.plotFault() != null) {
            console.warn(plot + ": not drawn, " + result.plotFault());
            drawn = "";
        }
        console.print(introduction(shaper)
                + ReportTable.text(result.report())
                + "\nWrote:\n"
                + "  " + out + "  the shaped capture\n"
                + "  " + ledger + "  every decision\n"
                + "  " + report + "  the report\n"
                + (drawn.isEmpty() ? "" : "  " + drawn));
    }

    private static String introduction(Shaper shaper) {
        return "Shapes 11 s of recorded traffic (DNS, HTTP, ping, iperf3) as if the client had a bad line:\n"
                + "  download              " + shaper.line(Direction.INCOMING) + "\n"
                + "  upload                " + shaper.line(Direction.OUTGOING) + "\n"
                + "  rule dns              is ignored, passes the line by\n"
                + "  rule ipv6 detour      " + DETOUR + "\n"
                + "  rule iperf3 download  " + THROTTLED + "\n\n";
    }
}
