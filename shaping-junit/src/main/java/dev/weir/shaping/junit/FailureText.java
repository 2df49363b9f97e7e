package dev.weir.shaping.junit;

import dev.weir.capture.relay.Relay;
import dev.weir.capture.relay.RelayEvent;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a failing test says of a relay: where it was, what was done to it last, how late it was, and how to run the test again.
 *
 * @param relay the relay, still open
 * @param test the test
 * @param record where its decisions were written, or null if they were not
 */
record FailureText(Relay relay, ExtensionContext test, @Nullable Path record) {
    private static final int EVENTS = 5;

    String whole() {
        StringJoiner lines = new StringJoiner("\n    ");
        lines.add(relay.toString());
        lines.add("conditions: " + conditions());
        String phase = relay.phase();
        if (!phase.isEmpty()) {
            lines.add("timeline: " + phase);
        }
        List<RelayEvent> events = relay.events();
        lines.add("events: " + (events.isEmpty() ? "none" : "the last " + Math.min(EVENTS, events.size())));
        events.stream().skip(Math.max(0, events.size() - EVENTS)).forEach(event -> lines.add("  " + event));
        lines.add(relay.connections() + " connections, " + relay.openConnections() + " open");
        lines.add(relay.lateness().toString());
        relay.divergence().ifPresent(lines::add);
        lines.add(again());
        return lines.toString();
    }

    private String conditions() {
        String text = relay.conditions().toString();
        return text.isEmpty() ? "none" : text;
    }

    /** How to run the test again. */
    String again() {
        String decisions = record == null ? "-Dweir.seed=" + relay.seed() : "-Dweir.replay=" + record;
        return "again: " + decisions + " " + selection();
    }

    /** Selects the test in Maven; in quotes for the shell where the class is a nested one. */
    private String selection() {
        String method = test.getTestMethod().map(Method::getName).orElse("*");
        String name = test.getRequiredTestClass().getName() + "#" + method;
        return name.indexOf('$') < 0 ? "-Dtest=" + name : "'-Dtest=" + name + "'";
    }
}
