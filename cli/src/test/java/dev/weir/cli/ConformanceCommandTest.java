package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cli.conformance.Bounds;
import dev.weir.cli.conformance.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformanceCommandTest {
    @Test
    void all_models_conform() throws Exception {
        Run run = Run.of("conformance", "--json");
        List<JsonNode> findings = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            findings.add(new ObjectMapper().readTree(line));
        }
        assertThat(findings)
                .filteredOn(finding -> !finding.path("verdict").asText().equals("ok"))
                .isEmpty();
        assertThat(run.code()).isZero();
        assertThat(findings.stream()
                        .map(finding -> finding.path("model").asText())
                        .distinct())
                .hasSizeGreaterThan(35);
        long random = findings.stream()
                .filter(finding -> finding.path("random").asBoolean())
                .count();
        assertThat(random).isBetween(50L, (long) Bounds.MOST_CHECKS);
        assertThat(Bounds.MOST_CHECKS * Bounds.FALSE_ALARM).isLessThan(0.001 / 5);
        assertThat(findings).allMatch(finding -> finding.path("seed").asLong() == 42);
        assertThat(findings).anyMatch(finding -> finding.path("netem").asText().equals("69.73 %"));
    }

    @Test
    void a_broken_bound_is_shown() throws Exception {
        List<Finding> findings = List.of(
                new Finding("5 %", "loss", "5 %", "6 %", "+- 0.1 %", "", true, false),
                new Finding("1 %", "loss", "1 %", "1 %", "+- 0.1 %", "7 %", true, true));
        assertThat(ConformancePrinter.table(7, findings))
                .isEqualTo(
                        """
                        model  quantity  asked  got     bound  netem  verdict
                        5 %        loss    5 %  6 %  +- 0.1 %         FAILED
                        1 %        loss    1 %  1 %  +- 0.1 %    7 %  ok
                        seed 7: 2 findings, 1 failed; chance breaks one of the 2 bounds that it can break in 1 of 872139 runs at most
                        """);
        assertThat(ConformancePrinter.json(7, findings).lines().toList().get(0))
                .isEqualTo(
                        "{\"seed\":7,\"model\":\"5 %\",\"quantity\":\"loss\",\"asked\":\"5 %\",\"got\":\"6 %\",\"bound\":\"+- 0.1 %\","
                                + "\"netem\":\"\",\"random\":true,\"verdict\":\"FAILED\"}");
    }

    @Test
    void a_number_of_seeds_that_is_out_of_range_is_refused() {
        Run run = Run.of("conformance", "--seeds", "0");
        assertThat(run.err()).isEqualTo("weir: seeds must be within 1..100000: 0 (see weir conformance --help)\n");
        assertThat(run.code()).isEqualTo(2);
    }
}
