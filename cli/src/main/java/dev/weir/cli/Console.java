package dev.weir.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/*
 * Java 17 cannot tell whether standard error is a terminal: System.console() asks about the two other streams. So the launcher
 * script asks the shell ([ -t 2 ]) and hands the answer over as -Dweir.terminal=true.
 */
/**
 * Where a command writes.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether somebody watches standard error
 */
record Console(StandardOutput out, PrintStream err, boolean terminal) {
    void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void warn(String message) {
        err.println("weir: " + message);
    }
}
