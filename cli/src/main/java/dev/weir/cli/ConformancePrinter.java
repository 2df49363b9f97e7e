package dev.weir.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.weir.cli.conformance.Bounds;
import dev.weir.cli.conformance.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Prints findings: as a table for people, or as JSON objects. */
final class ConformancePrinter {
    private ConformancePrinter() {}

    static String table(long seed, List<Finding> findings) {
        TextTable table =
                new TextTable("model", "quantity", "asked", "got", "bound", "netem", "verdict").withTextLast();
        for (Finding finding : findings) {
            table.row(
                    finding.model(),
                    finding.quantity(),
                    finding.asked(),
                    finding.got(),
                    finding.bound(),
                    finding.netem(),
                    verdict(finding));
        }
        long failed = findings.stream().filter(finding -> !finding.holds()).count();
        long random = findings.stream().filter(Finding::random).count();
        return table
                + String.format(
                        Locale.ROOT,
                        "seed %d: %d findings, %d failed; chance breaks one of the %d bounds that it can break in 1 of %.0f runs at most\n",
                        seed,
                        findings.size(),
                        failed,
                        random,
                        1 / (random * Bounds.FALSE_ALARM));
    }

    private static String verdict(Finding finding) {
        return finding.holds() ? "ok" : "FAILED";
    }

    static String json(long seed, List<Finding> findings) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setRootValueSeparator(new SerializedString(""));
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeNumberField("seed", seed);
                json.writeStringField("model", finding.model());
                json.writeStringField("quantity", finding.quantity());
                json.writeStringField("asked", finding.asked());
                json.writeStringField("got", finding.got());
                json.writeStringField("bound", finding.bound());
                json.writeStringField("netem", finding.netem());
                json.writeBooleanField("random", finding.random());
                json.writeStringField("verdict", verdict(finding));
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
        return text.toString();
    }
}
