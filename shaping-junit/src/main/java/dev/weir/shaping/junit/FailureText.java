package dev.weir.shaping.junit;

import dev.weir.capture.relay.Relay;
import dev.weir.capture.relay.RelayEvent;
import java.lang.reflect.Method;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a failing test says of a relay: where it was, what was done to it last, how late it was, and how to run the test again. */
final class FailureText {
    private static final int EVENTS = 5;

    private FailureText() {}

    static String of(Relay relay, ExtensionContext test) {
        StringJoiner lines = new StringJoiner("\n    ");
        lines.add(relay.toString());
        lines.add("conditions: " + conditions(relay));
        List<RelayEvent> events = relay.events();
        lines.add("events: " + (events.isEmpty() ? "none" : "the last " + Math.min(EVENTS, events.size())));
        events.stream().skip(Math.max(0, events.size() - EVENTS)).forEach(event -> lines.add("  " + event));
        lines.add(relay.connections() + " connections, " + relay.openConnections() + " open");
        lines.add(relay.lateness().toString());
        lines.add(again(relay, test));
        return lines.toString();
    }

    /** How to run the test again. */
    static String again(Relay relay, ExtensionContext test) {
        return "again: -Dweir.seed=" + relay.seed() + " " + selection(test);
    }

    private static String conditions(Relay relay) {
        String text = relay.conditions().toString();
        return text.isEmpty() ? "none" : text;
    }

    /** Selects the test in Maven; in quotes for the shell where the class is a nested one. */
    private static String selection(ExtensionContext test) {
        String method = test.getTestMethod().map(Method::getName).orElse("*");
        String name = test.getRequiredTestClass().getName() + "#" + method;
        return name.indexOf('$') < 0 ? "-Dtest=" + name : "'-Dtest=" + name + "'";
    }
}
