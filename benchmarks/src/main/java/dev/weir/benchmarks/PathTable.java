package dev.weir.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes what {@link PathBenchmark} measured: the parts, their sum, the whole and the floor. */
final class PathTable {
    private static final double NANOS_PER_SECOND = 1e9;

    private PathTable() {}

    static String of(Map<Rounds.Cell, Samples> cells) {
        Map<String, Map<String, Samples>> loads = new LinkedHashMap<>();
        cells.forEach((cell, samples) -> loads.computeIfAbsent(
                        cell.parameters().getOrDefault("load", ""), key -> new LinkedHashMap<>())
                .put(cell.method(), samples));
        StringBuilder text = new StringBuilder(Table.head("load", "what", "median ns", "least ns", "B/op"));
        loads.forEach((load, methods) -> append(text, load, methods));
        return text.toString();
    }

    private static void append(StringBuilder text, String load, Map<String, Samples> methods) {
        Samples none = Samples.of(new double[] {Double.NaN}, Double.NaN);
        Samples next = methods.getOrDefault("next", none);
        double median = next.median();
        double least = next.least();
        for (String part : PathBenchmark.PARTS) {
            Samples samples = methods.getOrDefault(part, none);
            double net = Math.max(0, samples.median() - next.median());
            double netLeast = Math.max(0, samples.least() - next.least());
            median += net;
            least += netLeast;
            text.append(row(load, part, net, netLeast, samples.bytesPerOperation()));
        }
        Samples whole = methods.getOrDefault("whole", none);
        Samples touch = methods.getOrDefault("touch", none);
        text.append(row(load, "`next`, once", next.median(), next.least(), next.bytesPerOperation()));
        text.append(row(load, "sum", median, least, Double.NaN));
        text.append(row(load, "**whole**", whole.median(), whole.least(), whole.bytesPerOperation()));
        text.append(row(load, "whole / sum", whole.median() / median, whole.least() / least, Double.NaN));
        text.append(
                row(load, PathFloor.LINES + " cache lines", touch.median(), touch.least(), touch.bytesPerOperation()));
        text.append(row(
                load,
                "whole / cache lines",
                whole.median() / touch.median(),
                whole.least() / touch.least(),
                Double.NaN));
        text.append(Table.row(load, "million packets/s", millions(whole.median()), millions(whole.least()), ""));
    }

    private static String millions(double nanos) {
        return String.format(Locale.ROOT, "%.2f", NANOS_PER_SECOND / nanos / 1e6);
    }

    private static String row(String load, String what, double median, double least, double bytes) {
        return Table.row(load, what, Table.number(median), Table.number(least), Table.bytes(bytes));
    }
}
