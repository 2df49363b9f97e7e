package dev.weir.shaping.config;

import static dev.weir.shaping.match.Matches.daysOfWeek;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.MacSet;
import dev.weir.shaping.match.MatchRule;
import dev.weir.shaping.match.Matches;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in the published form, with its bare names, mixed quotes, odd URLs and blanks. */
class PublishedBodiesTest {
    private static final BlockList LIST =
            BlockList.of(UUID.fromString("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"), "neighbours", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {"filters", "listed-filters", "rules", "listed-rules", "settings", "listed-settings", "priority"})
    void bodies_are_read_without_warnings_and_written_again_the_same(String name) throws IOException {
        Reading reading = reader().read(body(name));
        String text = ConfigurationWriter.text(reading.configuration());
        Reading again = reader().read(text);
        assertThat(again.warnings()).isEqualTo(reading.warnings());
        assertThat(ConfigurationWriter.text(again.configuration())).isEqualTo(text);
        assertThat(again.configuration().filters())
                .isEqualTo(reading.configuration().filters());
        assertThat(again.configuration().rules().entries())
                .isEqualTo(reading.configuration().rules().entries());
        assertThat(again.configuration().settings())
                .isEqualTo(reading.configuration().settings());
        assertThat(again.configuration().rules().processPriorities())
                .isEqualTo(reading.configuration().rules().processPriorities());
    }

    @ParameterizedTest
    @CsvSource({"filters, 'block games on the wire true', 4711", "listed-filters, 'pipe All fields false', -4711"})
    void a_filter_has_all_its_conditions(String name, String told, int adapter) throws IOException {
        Filter filter =
                reader().read(body(name)).configuration().filters().filters().get(0);
        assertThat(filter.action() + " " + filter.name() + " " + filter.enabled())
                .isEqualTo(told);
        assertThat(((AllOf) filter.match()).parts())
                .contains(
                        Matches.adapter(adapter),
                        new MacIn(End.SOURCE, MacSet.parse("0a:1b:2c:3d:4e:5f")),
                        new MacIn(End.DESTINATION, MacSet.parse("f5:e4:d3:c2:b1:a0")),
                        Matches.etherType(0xCAFE),
                        Matches.source("10.1.2.7/255.255.255.200"),
                        Matches.destination("192.0.2.9/255.255.255.200"),
                        Matches.protocol(17),
                        Matches.sourcePorts("5000-5010"),
                        Matches.destinationPorts("6000"),
                        Matches.time(30, 300),
                        daysOfWeek(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        Matches.months(Month.JANUARY, Month.JUNE, Month.AUGUST, Month.SEPTEMBER, Month.DECEMBER));
        assertThat(((AllOf) filter.match()).parts()).hasSize(name.equals("filters") ? 13 : 14);
    }

    @Test
    void a_listed_filter_may_be_blank_but_for_its_ends() throws IOException {
        FilterSet filters =
                reader().read(body("listed-filters")).configuration().filters();
        assertThat(filters.filters()).hasSize(2);
        assertThat(filters.filters().get(1))
                .isEqualTo(Filter.ignore(
                        "Own Network", Matches.source("192.0.2.0/24").and(Matches.destination("192.0.2.0/24"))));
    }

    @Test
    void written_filters_have_all_published_fields() throws IOException {
        String text =
                ConfigurationWriter.text(reader().read(body("listed-filters")).configuration());
        assertThat(text)
                .contains(
                        "\"adapter\" : -4711",
                        "\"direction\" : \"incoming\"",
                        "\"action\" : \"pipe\"",
                        "\"protocol\" : 51966")
                .contains("\"src_mask\" : \"255.255.255.200\"", "\"dest_mask\" : \"255.255.255.200\"")
                .contains("\"src_port_range\" : [ 5000, 5010 ]", "\"dest_port_range\" : [ 6000, 6000 ]")
                .contains("\"ethernet_filter\" : null", "\"transport_filter\" : null", "\"src_mask\" : null");
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
