package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Conditions;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reads or compiles what the page on migration says things are here. */
class MigrationTest {
    private static final Path PAGE = Path.of("..", "docs", "migration.md");

    /** The last cells of all rows of tables, without their code marks, below a heading. */
    private static List<String> cells(String heading) throws IOException {
        List<String> cells = new ArrayList<>();
        boolean below = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                below = line.equals("## " + heading);
            } else if (below && line.startsWith("|") && line.endsWith("` |")) {
                String row = line.substring(0, line.length() - "` |".length());
                cells.add(row.substring(row.lastIndexOf("| `") + "| `".length()));
            }
        }
        return cells;
    }

    private static DynamicTest compiled(String code) {
        String setting =
                "dev.weir.capture.relay.Relay relay = null; Shaper.Builder shaper = null; EmbeddedShaping shaping = null;\n";
        return DynamicTest.dynamicTest(code, () -> assertThat(DocumentedCodeTest.errors(setting + code))
                .isEmpty());
    }

    @TestFactory
    List<DynamicTest> toxics_are_conditions_or_calls() throws IOException {
        return cells("Toxiproxy").stream()
                .map(cell -> cell.endsWith(";")
                        ? compiled(cell)
                        : DynamicTest.dynamicTest(
                                cell, () -> assertThat(Conditions.parse(cell)).isNotEqualTo(Conditions.NONE)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> words_of_netem_are_impairments() throws IOException {
        return cells("tc netem").stream()
                .map(cell -> DynamicTest.dynamicTest(
                        cell, () -> assertThat(Impairment.parse(cell)).isNotEqualTo(Impairment.NONE)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> handlers_of_netty_are_code() throws IOException {
        return cells("Netty's traffic shaping").stream()
                .map(MigrationTest::compiled)
                .toList();
    }

    @TestFactory
    List<DynamicTest> scripts_are_rules() throws IOException {
        return cells("NetBalancer's scripts").stream()
                .map(MigrationTest::compiled)
                .toList();
    }

    @Test
    void finds_every_row() throws IOException {
        long rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && line.endsWith(" |") && !line.endsWith("| Weir |"))
                .count();
        assertThat(cells("Toxiproxy").size()
                        + cells("tc netem").size()
                        + cells("Netty's traffic shaping").size()
                        + cells("NetBalancer's scripts").size())
                .isEqualTo((int) rows);
    }
}
