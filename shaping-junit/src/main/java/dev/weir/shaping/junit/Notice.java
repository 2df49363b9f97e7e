package dev.weir.shaping.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** A line that must not get lost where tools shorten stack traces or swallow report entries: it is published as an entry and printed to the error stream. */
final class Notice {
    private Notice() {}

    static void give(ExtensionContext test, String text) {
        test.publishReportEntry("weir", text);
        System.err.println("weir: " + test.getDisplayName() + " " + text);
    }
}
