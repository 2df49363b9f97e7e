package dev.weir.shaping.config;

import static dev.weir.shaping.match.Matches.daysOfWeek;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.MatchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in the published form, with its bare names, mixed quotes, odd URLs and blanks. */
class PublishedBodiesTest {
    private static final BlockList LIST =
            BlockList.of(UUID.fromString("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"), "neighbours", List.of());

    @ParameterizedTest
    @ValueSource(strings = {"rules", "listed-rules", "settings", "listed-settings", "priority"})
    void bodies_are_read_without_warnings_and_written_again_the_same(String name) throws IOException {
        Reading reading = reader().read(body(name));
        String text = ConfigurationWriter.text(reading.configuration());
        Reading again = reader().read(text);
        assertThat(again.warnings()).isEqualTo(reading.warnings());
        assertThat(ConfigurationWriter.text(again.configuration())).isEqualTo(text);
        assertThat(again.configuration().rules().entries())
                .isEqualTo(reading.configuration().rules().entries());
        assertThat(again.configuration().settings())
                .isEqualTo(reading.configuration().settings());
        assertThat(again.configuration().rules().processPriorities())
                .isEqualTo(reading.configuration().rules().processPriorities());
    }

    @Test
    void a_rule_has_all_its_conditions_and_its_halves() throws IOException {
        List<RuleEntry> rules =
                reader().read(body("rules")).configuration().rules().entries();
        MatchRule first = (MatchRule) rules.get(0).rule();
        assertThat(((AllOf) first.match()).parts())
                .hasSize(18)
                .contains(daysOfWeek(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        assertThat(first.priority()).isEqualTo(Priorities.perDirection(Priorities.high(), Priorities.low()));
        MatchRule second = (MatchRule) rules.get(1).rule();
        assertThat(second.priority()).isEqualTo(Priorities.perDirection(Priorities.drop(0.21), Priorities.ignore()));
    }

    @Test
    void values_that_have_no_effect_are_kept() throws IOException {
        String text = ConfigurationWriter.text(reader().read(body("rules")).configuration());
        assertThat(text)
                .contains("\"download_priority\" : \"high\"", "\"download_limit\" : 11111", "\"upload_delay\" : 33")
                .contains(
                        "\"download_drop_rate\" : 0.12",
                        "\"upload_delay_jitter\" : 44",
                        "\"per_connection_limits\" : true")
                .contains("\"unit\" : \"KB\"");
        String listed =
                ConfigurationWriter.text(reader().read(body("listed-rules")).configuration());
        assertThat(listed).contains("\"enabled\" : false,\n      \"more_than\" : true", "\"command_line\" : null");
    }

    @Test
    void a_changed_rule_is_written_with_its_new_priority() throws IOException {
        Configuration read = reader().read(body("rules")).configuration();
        RuleEntry first = read.rules().entries().get(0);
        MatchRule changed = new MatchRule(((MatchRule) first.rule()).match(), Priorities.limit(5));
        Configuration written = read.withRules(RuleSet.empty().with(new RuleEntry(first.name(), changed, true)));
        assertThat(ConfigurationWriter.text(written))
                .contains("\"download_priority\" : \"limited\"", "\"download_limit\" : 5,")
                .doesNotContain("11111");
    }

    private static ConfigurationReader reader() {
        return ConfigurationReader.create().blockLists(List.of(LIST));
    }

    private static String body(String name) throws IOException {
        try (InputStream in = PublishedBodiesTest.class.getResourceAsStream(name + ".json5")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
