package dev.weir.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes results as tables in Markdown. */
final class Table {
    private Table() {}

    /** A number in three figures or more. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    static String bytes(double value) {
        return Double.isNaN(value) ? "" : Math.abs(value) < 0.05 ? "0" : number(value);
    }

    /** The first line of a table. */
    static String head(String... columns) {
        StringBuilder text = new StringBuilder(row((Object[]) columns));
        text.append("|---".repeat(columns.length)).append("|\n");
        return text.toString();
    }

    static String row(Object... columns) {
        StringBuilder text = new StringBuilder("|");
        for (Object column : columns) {
            text.append(' ').append(column).append(" |");
        }
        return text.append('\n').toString();
    }

    /**
     * One table of competitors.
     *
     * @param cells what was measured
     * @param competitor the parameter that names them, empty if the methods do
     * @param reference whose median the ratios are in
     */
    static String competitors(Map<Rounds.Cell, Samples> cells, String competitor, String reference) {
        Map<String, Map<String, Samples>> groups = new LinkedHashMap<>();
        cells.forEach((cell, samples) -> groups.computeIfAbsent(group(cell, competitor), key -> new LinkedHashMap<>())
                .put(name(cell, competitor), samples));
        StringBuilder text =
                new StringBuilder(head("case", "who", "median ns", "least ns", "B/op", "times " + reference));
        groups.forEach((group, members) -> {
            Samples base = members.get(reference);
            members.forEach((name, samples) -> text.append(row(
                    group,
                    name,
                    number(samples.median()),
                    number(samples.least()),
                    bytes(samples.bytesPerOperation()),
                    base == null ? "" : number(samples.median() / base.median()))));
        });
        return text.toString();
    }

    private static String group(Rounds.Cell cell, String competitor) {
        String rest = cell.group(competitor);
        return competitor.isEmpty() ? rest : rest.isEmpty() ? cell.method() : cell.method() + ", " + rest;
    }

    private static String name(Rounds.Cell cell, String competitor) {
        return competitor.isEmpty() ? cell.method() : cell.parameters().getOrDefault(competitor, cell.method());
    }
}
