package dev.weir.cli;

import dev.weir.cli.conformance.Finding;
import dev.weir.cli.conformance.Suite;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the models of impairments against their formulas. */
@Command(
        name = "conformance",
        description = {
            "Measures each model of loss, delay and rate in virtual time, and compares it with its formula. Prints what was asked,"
                    + " what came out and how far chance alone may take it; beside it, where netem's formula is wrong, what netem gives."
                    + " Fails if a bound is broken: by chance that happens to less than 1 in 1,000 runs."
        },
        footer = {"", "Example:", "  weir conformance", "  weir conformance --seed 7 --seeds 20 --json"})
final class ConformanceCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "42",
            description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "How many seeds to run, from the first on. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--json", description = "Print a JSON object per finding, one a line.")
    private boolean json;

    private final Console console;

    ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new ParameterException(spec.commandLine(), "seeds must be within 1.." + MOST_SEEDS + ": " + seeds);
        }
        Suite suite = Suite.ofAllModels();
        boolean holds = true;
        for (int i = 0; i < seeds; i++) {
            List<Finding> findings = suite.run(seed + i);
            console.print(
                    json ? ConformancePrinter.json(seed + i, findings) : ConformancePrinter.table(seed + i, findings));
            holds &= findings.stream().allMatch(Finding::holds);
        }
        return holds ? 0 : 1;
    }
}
