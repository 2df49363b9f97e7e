package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.match.BlockList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads the example of the documentation, as it stands there. */
class DocumentedFileTest {
    private static final Path PAGE = Path.of("../docs/rule-files.md");
    private static final Pattern BLOCK = Pattern.compile("```json5\n(.*?)```", Pattern.DOTALL);

    private static Reading example() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return ConfigurationReader.create().read(block.group(1));
    }

    @Test
    void the_example_is_read_without_warnings() throws IOException {
        Reading reading = example();
        assertThat(reading.warnings()).isEmpty();
        assertThat(RuleCheck.hidden(reading.configuration().rules())).isEmpty();
        assertThat(reading.configuration().rules().entries())
                .extracting(entry -> entry.name() + ": " + RuleWords.of(entry))
                .containsExactly(
                        "calls first: if remote port in 3478-3481 and protocol UDP: high priority",
                        "no tracking: if remote host *.tracker.example or web site ads.example.org/pixel: blocked",
                        "students by day: if local address of @students and from 08:00 to 18:00"
                                + " and on monday, tuesday, wednesday, thursday, friday:"
                                + " download at most 50 kB/s, upload at most 20 kB/s",
                        "bad radio: if remote address in 192.0.2.0/24 and not protocol ICMP:"
                                + " download loses 1 %, over a line of 1250 kB/s, delayed by 40 ms,"
                                + " upload delayed by 80 ms, give or take 15 ms",
                        "monthly volume: every packet, by its traffic in the last 1 month:"
                                + " above 4 GB low priority; above 5 GB blocked",
                        "backup at night: (not enabled) if process rsync or *backup*"
                                + " and its traffic in the last 1 day is more than 1 GB: low priority");
        assertThat(reading.configuration().rules().processPriorities())
                .containsExactly(new ProcessPriority(null, "/usr/bin/apt", Priorities.low()));
    }

    @Test
    void the_filters_of_the_example_are_told_in_words() throws IOException {
        assertThat(example().configuration().filters().filters())
                .extracting(filter -> filter.name() + ": " + RuleWords.of(filter))
                .containsExactly(
                        "local networks: if source address in 10.0.0.0/8 and destination address in 10.0.0.0/8:"
                                + " sent at once, past all rules and limits",
                        "telnet: if outgoing and destination port in 23: blocked before the rules",
                        "video: if EtherType AVB_TRANSPORT_PROTOCOL: marked for the rules that ask for this filter");
    }

    @Test
    void the_example_is_written_and_read_again_the_same() throws IOException {
        Configuration read = example().configuration();
        Configuration again = ConfigurationReader.create()
                .read(ConfigurationWriter.text(read))
                .configuration();
        assertThat(again.rules().entries()).isEqualTo(read.rules().entries());
        assertThat(again.rules().processPriorities()).isEqualTo(read.rules().processPriorities());
        assertThat(again.filters()).isEqualTo(read.filters());
        assertThat(again.settings()).isEqualTo(read.settings());
        assertThat(again.groups()).isEqualTo(read.groups()).hasSize(2);
    }

    @Test
    void every_field_is_documented() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(ConditionFields.readers(Map.of()).keySet()).allMatch(name -> page.contains("`" + name + "`"));
        assertThat(DirectionReader.OWN_FIELDS).allMatch(name -> page.contains("`" + name + "`"));
        assertThat(DirectionValues.FIELDS).allMatch(name -> page.contains("`" + name + "`"));
        BlockList list = BlockList.of(new UUID(0, 1), "list", List.of());
        assertThat(new NamedBlockList(list, null, null, null).node().fieldNames())
                .toIterable()
                .hasSize(6)
                .allMatch(name -> page.contains("`" + name + "`"));
        assertThat(SettingsWriter.write(GeneralSettings.DEFAULT).fieldNames())
                .toIterable()
                .hasSizeGreaterThan(28)
                .allMatch(name -> page.contains("`" + name + "`"));
    }
}
