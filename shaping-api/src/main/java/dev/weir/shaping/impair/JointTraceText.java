package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joint traces as comma-separated values. */
final class JointTraceText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern COLUMN =
            Pattern.compile("\\s*(time|capacity|delay|loss)\\s*\\(\\s*([^()]{1,20}?)\\s*\\)\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,12})?");

    private final String name;
    private final List<String> columns = new ArrayList<>();
    private final List<String> units = new ArrayList<>();
    private final List<JointTrace.Row> rows = new ArrayList<>();
    private int line;

    private JointTraceText(String name) {
        this.name = name;
    }

    static JointTrace parse(String name, List<String> lines) {
        JointTraceText text = new JointTraceText(name);
        lines.forEach(text::add);
        return text.trace();
    }

    static JointTrace read(String name, BufferedReader reader) throws IOException {
        JointTraceText text = new JointTraceText(name);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            text.add(line);
        }
        return text.trace();
    }

    private void add(String text) {
        line++;
        try {
            if (line == 1) {
                header(text);
            } else if (rows.size() == JointTrace.MAX_ROWS) {
                throw new IllegalArgumentException("there are " + JointTrace.MAX_ROWS + " rows before");
            } else {
                rows.add(row(text));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trace " + name + ", line " + line + ": " + e.getMessage(), e);
        }
    }

    private void header(String text) {
        for (String column : text.replace(BYTE_ORDER_MARK, "").split(",", -1)) {
            Matcher matcher = COLUMN.matcher(column);
            if (!matcher.matches() || columns.contains(matcher.group(1))) {
                throw new IllegalArgumentException(
                        "columns must be time, capacity, delay and loss, each once and with a unit such as \"time (ms)\": \""
                                + column + "\"");
            }
            columns.add(matcher.group(1));
            units.add(matcher.group(2));
        }
        if (!columns.contains("time") || !columns.contains("capacity")) {
            throw new IllegalArgumentException("columns must contain time and capacity: \"" + text + "\"");
        }
    }

    private JointTrace.Row row(String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("must have " + columns.size() + " columns: \"" + text + "\"");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            String value = cells[i].strip();
            if (!NUMBER.matcher(value).matches()) {
                throw new IllegalArgumentException(columns.get(i) + " must be a number: \"" + value + "\"");
            }
            values.put(columns.get(i), value + " " + units.get(i));
        }
        return new JointTrace.Row(
                Durations.parse("time", values.getOrDefault("time", "")),
                rate(values.getOrDefault("capacity", "")),
                Durations.parse("delay", values.getOrDefault("delay", "0 ms")),
                Probability.parse(values.getOrDefault("loss", "0 %")));
    }

    private static Rate rate(String value) {
        String number = value.substring(0, value.indexOf(' '));
        return new BigDecimal(number).signum() == 0 ? Rate.bitsPerSecond(1) : Rate.parse(value);
    }

    private JointTrace trace() {
        return JointTrace.of(name, rows);
    }
}
