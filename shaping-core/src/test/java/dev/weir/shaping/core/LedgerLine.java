package dev.weir.shaping.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a decision ledger, read back. */
record LedgerLine(
        long packet,
        String flow,
        long incarnation,
        long ordinal,
        String rule,
        String priority,
        List<Long> draws,
        String drop,
        long time) {
    private static final Pattern DRAW = Pattern.compile("\"([0-9a-f]{16})\"");

    static List<LedgerLine> all(DecisionLedger ledger) {
        return ledger.lines().stream().map(LedgerLine::parse).toList();
    }

    private static LedgerLine parse(String line) {
        List<Long> draws = new ArrayList<>();
        Matcher matcher = DRAW.matcher(field(line, "draws", "\\[([^]]*)\\]"));
        while (matcher.find()) {
            draws.add(Long.parseUnsignedLong(matcher.group(1), 16));
        }
        String drop = field(line, "drop", "\"([^\"]*)\"");
        return new LedgerLine(
                number(line, "packet"),
                field(line, "flow", "\"([^\"]*)\""),
                number(line, "incarnation"),
                number(line, "ordinal"),
                field(line, "rule", "\"([^\"]*)\""),
                field(line, "priority", "\"([^\"]*)\""),
                draws,
                drop,
                number(line, drop.isEmpty() ? "release" : "time"));
    }

    private static long number(String line, String name) {
        String digits = field(line, name, "([0-9]+)");
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }

    private static String field(String line, String name, String value) {
        Matcher matcher = Pattern.compile("\"" + name + "\":" + value).matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    boolean lost() {
        return drop.equals("LOSS");
    }
}
