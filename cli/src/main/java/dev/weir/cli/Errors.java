package dev.weir.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one line on standard error and an exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final PrintStream err;

    Errors(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(
                problem(failure) + " (see " + name + " --help)",
                failure,
                Arrays.asList(args).contains("--verbose"));
        return MISUSED;
    }

    private static String problem(ParameterException failure) {
        Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
        if (!commands.isEmpty() && failure instanceof UnmatchedArgumentException words && !words.isUnknownOption()) {
            String word = words.getUnmatched().get(0);
            return "unknown command '" + word + "', expected one of " + String.join(", ", commands);
        }
        String message = String.valueOf(failure.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        CommandLine top = command;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return report(failure, ((Weir) top.getCommand()).verbose());
    }

    /** Prints what failed and returns the exit code. A reader that has gone is no failure. */
    int report(Exception failure, boolean verbose) {
        if (failure instanceof StandardOutput.Failure output && output.readerGone()) {
            return 0;
        }
        print(sentence(failure), failure, verbose);
        return FAILED;
    }

    private void print(String message, Exception failure, boolean verbose) {
        err.println("weir: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
        if (verbose) {
            failure.printStackTrace(err);
        }
    }

    private static String sentence(Exception failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause) {
            return sentence(cause);
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + reason(file);
        }
        if (failure instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (failure instanceof IOException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return "internal error, more with --verbose: " + failure;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists and is not a folder";
        }
        return "cannot be used (" + failure.getClass().getSimpleName() + ")";
    }
}
