package dev.weir.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code weir} command. Exit codes: 0 done, 1 failed, 2 misused. */
@Command(
        name = "weir",
        description = "Shapes packets: limits, delays and drops them by rules.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  weir demo --dir shaped",
            "",
            "'weir COMMAND --help' tells more about a command.",
            "Exit codes: 0 done, 1 failed, 2 misused."
        })
public final class Weir implements Callable<Integer> {
    private static final int BUFFER = 1 << 16;
    private static final int HELP_WIDTH = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean verbose;

    private Weir() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the words behind {@code weir}
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
        Interruption interruption = Interruption.ofThisThread();
        int code = run(args, out, System.err);
        interruption.over();
        System.exit(code);
    }

    /** Runs the command in this process and returns its exit code. */
    static int run(String[] args, OutputStream out, PrintStream err) {
        Console console = new Console(new StandardOutput(out), err, Boolean.getBoolean("weir.terminal"));
        Errors errors = new Errors(err);
        CommandLine line = new CommandLine(new Weir())
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new ShapeCommand(console))
                .addSubcommand(new InspectCommand(console))
                .addSubcommand(new ProfilesCommand(console))
                .addSubcommand(new ConformanceCommand(console))
                .addSubcommand(new CommandLine(new RulesCommand()).addSubcommand(new RulesCheckCommand(console)));
        Help.addTo(line);
        line.setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
        int code = line.execute(args);
        try {
            console.out().flush();
            return code;
        } catch (IOException e) {
            return code == 0 ? errors.report(e, false) : code;
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "missing command, expected one of demo, shape, inspect, profiles, conformance, rules");
    }

    boolean verbose() {
        return verbose;
    }
}
