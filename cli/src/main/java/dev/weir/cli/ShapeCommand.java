package dev.weir.cli;

import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.core.Shaper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shapes a capture file. */
@Command(
        name = "shape",
        description = {
            "Shapes a capture file: a capture in, a shaped capture out. The timestamps of the capture drive virtual time,"
                    + " so hours of traffic take seconds."
        },
        footerHeading = "%nA SPEC is a list of words:%n",
        footer = {
            "  rate=2 Mbit/s    a line of that rate, one packet after the other",
            "  limit=50 kB/s    a token bucket: lets a burst pass, holds the average",
            "  queue=64 kB      what may wait for the rate or the limit; more is dropped",
            "  delay=40 ms      every packet is held that long",
            "  jitter=5 ms      the delay varies by so much either way",
            "  loss=1 %%         random loss",
            "",
            "or steps of such lists: \"0 s: delay=40 ms | 2 s: loss=100 %% | 3 s: delay=40 ms | loop 10 s\"",
            "",
            "Example:",
            "  weir shape in.pcapng --out out.pcap --download \"rate=2 Mbit/s delay=40 ms loss=1 %%\" --seed 7",
            "  weir shape in.pcapng --out out.pcap --profile web-page-test-3g",
            "  weir shape in.pcapng --out out.pcap --rules rules.json --zone Europe/Berlin"
        })
final class ShapeCommand implements Callable<Integer> {
    private static final Path UNSET = Path.of("");

    private final Console console;

    @Parameters(paramLabel = "IN", description = "The capture, pcap or pcapng.")
    private Path in = UNSET;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "The shaped capture; pcapng if its name ends so, else pcap.")
    private Path out = UNSET;

    @Mixin
    private RulesOption rules = new RulesOption();

    @Mixin
    private LinesOption lines = new LinesOption();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all random draws; 0 unless given.")
    private @Nullable Long seed;

    @Mixin
    private LocalAddressOption local = new LocalAddressOption();

    @Option(names = "--ledger", paramLabel = "F", description = "Write every decision, one line of JSON for a packet.")
    private @Nullable Path ledger;

    @Option(names = "--report", paramLabel = "F", description = "Write the report as JSON.")
    private @Nullable Path report;

    @Option(names = "--plot", paramLabel = "F", description = "Write throughput and delays as a PNG picture.")
    private @Nullable Path plot;

    ShapeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Shaper.Builder recipe = lines.addTo(Shaper.builder(), console)
                .localAddresses(local.networks().toArray(IpNetwork[]::new));
        if (seed != null) {
            recipe.seed(seed);
        }
        Shaper shaper = rules.shaper(recipe, console);
        ShapingJob job = new ShapingJob(in, out, ledger, report, plot);
        ShapingJob.Result result;
        try (ProgressBar bar = ProgressBar.on(console)) {
            result = job.run(shaper, bar);
        }
        console.print(ReportTable.text(result.report()));
        if (result.plotFault() != null) {
            console.warn(plot + ": not drawn, " + result.plotFault());
            return 1;
        }
        return 0;
    }
}
