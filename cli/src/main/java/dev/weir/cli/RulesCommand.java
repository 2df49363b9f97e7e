package dev.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with files of rules. */
@Command(
        name = "rules",
        description = "Looks at files of rules.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  weir rules check rules.json"})
final class RulesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "missing command, expected check");
    }
}
