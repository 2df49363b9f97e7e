package dev.weir.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under a header; the first column is set flush left, the others flush right, unless the last one is text. Not thread-safe. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private boolean textLast;

    TextTable(String... header) {
        rows.add(header);
    }

    /** Sets the last column flush left. */
    TextTable withTextLast() {
        textLast = true;
        return this;
    }

    TextTable row(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            text.append(row[0]).append(" ".repeat(widths[0] - row[0].length()));
            for (int i = 1; i < row.length; i++) {
                boolean flushLeft = textLast && i == row.length - 1;
                text.append(GAP)
                        .append(flushLeft ? "" : " ".repeat(widths[i] - row[i].length()))
                        .append(row[i]);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
