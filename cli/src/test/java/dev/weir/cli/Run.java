package dev.weir.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of the command in this process. */
record Run(int code, String out, String err) {
    static Run of(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = into(out, args);
        return new Run(run.code, out.toString(StandardCharsets.UTF_8), run.err);
    }

    static Run into(OutputStream out, Object... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code = Weir.run(words, out, new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
