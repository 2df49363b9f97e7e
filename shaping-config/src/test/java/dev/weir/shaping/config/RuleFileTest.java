package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.Matches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {
    private static final String LIST = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_is_written_is_read_and_nothing_else_is_left_in_the_folder() throws IOException {
        Path file = folder.resolve("rules.json");
        RuleSet rules = RuleSet.empty().with("slow", Matches.remotePorts("443"), Priorities.limit(5));
        RuleFile.write(file, Configuration.EMPTY);
        RuleFile.write(file, Configuration.EMPTY.withRules(rules));
        assertThat(RuleFile.read(file).configuration().rules().entries()).isEqualTo(rules.entries());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_file_keeps_its_contents_if_a_rule_cannot_be_written() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "{}");
        RuleSet rules = RuleSet.empty().with("free", (packet, context) -> Priorities.low());
        assertThatThrownBy(() -> RuleFile.write(file, Configuration.EMPTY.withRules(rules)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).hasContent("{}");
    }

    @Test
    void faults_name_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "{rules: [{name: 'r'}]}");
        assertThatThrownBy(() -> RuleFile.read(file))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.faults())
                        .hasSize(1))
                .hasMessage(file + ": rules[0].priority: priority must be given (missing_field)");
        Files.write(file, new byte[] {'{', (byte) 0xC3, '}'});
        assertThatThrownBy(() -> RuleFile.read(file)).hasMessage(file + ": file must be UTF-8 text");
        assertThatThrownBy(() -> RuleFile.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void what_is_no_file_of_rules_is_not_read_on_and_on() throws IOException {
        assertThatThrownBy(() -> RuleFile.read(folder)).hasMessage(folder + ": is a directory");
        Path file = Files.write(folder.resolve("rules.json"), new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> RuleFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": file must have at most 16777216 bytes");
    }

    @Test
    void a_byte_order_mark_is_no_fault() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "\uFEFF{rules: []}");
        assertThat(RuleFile.read(file).warnings()).isEmpty();
    }

    @Test
    void block_lists_come_from_files_beside_it() throws IOException {
        Files.writeString(folder.resolve("bad.txt"), "192.0.2.0/24\n");
        Path file = Files.writeString(
                folder.resolve("rules.json"),
                """
                {block_lists: [{id: '%s', name: 'bad', urlFileName: 'bad.txt', autoUpdate: false, lastUpdated: null, ranges: 1}],
                 rules: [{name: 'r', block_lists: ['%s'], priority: 'blocked'}]}
                """
                        .formatted(LIST, LIST));
        Reading reading = RuleFile.read(file);
        assertThat(reading.warnings()).isEmpty();
        BlockList list = reading.configuration().blockLists().get(0);
        assertThat(list.ranges()).isEqualTo(1);
        assertThat(reading.configuration().rules().entries())
                .isEqualTo(RuleSet.empty()
                        .with("r", Matches.blockList(list), Priorities.block())
                        .entries());
        RuleFile.write(file, reading.configuration());
        assertThat(RuleFile.read(file).configuration().blockLists()).containsExactly(list);
    }

    @Test
    void what_a_document_says_of_a_block_list_is_written_again() throws IOException {
        Files.writeString(folder.resolve("bad.txt"), "192.0.2.0/25\n192.0.2.128/25\n198.51.100.7\n");
        Path file = Files.writeString(
                folder.resolve("rules.json"),
                """
                {'block_lists': [ { id: '%s', name: 'bad', autoUpdate: true, urlFileName: 'bad.txt',
                  lastUpdated: 'Friday, May 1, 2020 7:30:10 PM', ranges: 999 }, ] }
                """
                        .formatted(LIST));
        RuleFile.write(file, RuleFile.read(file).configuration());
        String text = Files.readString(file);
        assertThat(text)
                .contains("\"id\" : \"" + LIST + "\"", "\"name\" : \"bad\"", "\"urlFileName\" : \"bad.txt\"")
                .contains("\"autoUpdate\" : true", "\"lastUpdated\" : \"Friday, May 1, 2020 7:30:10 PM\"")
                .contains("\"ranges\" : 2");
        RuleFile.write(file, RuleFile.read(file).configuration());
        assertThat(file).hasContent(text);
    }

    @Test
    void a_block_list_that_was_handed_over_has_no_file() throws IOException {
        BlockList given = BlockList.of(UUID.fromString(LIST), "given", List.of());
        ConfigurationReader reader = ConfigurationReader.create().blockLists(List.of(given));
        String text = ConfigurationWriter.text(
                reader.read("{block_lists: [{id: '" + LIST + "', name: 'given', autoUpdate: false}]}")
                        .configuration());
        assertThat(text)
                .contains(
                        "\"autoUpdate\" : false", "\"urlFileName\" : null", "\"lastUpdated\" : null", "\"ranges\" : 0");
        assertThat(ConfigurationWriter.text(reader.read(text).configuration())).isEqualTo(text);
    }

    @Test
    void a_text_alone_opens_no_files() throws IOException {
        Files.writeString(folder.resolve("bad.txt"), "192.0.2.0/24\n");
        String text =
                "{block_lists: [{id: '" + LIST + "', name: 'a', urlFileName: '" + folder.resolve("bad.txt") + "'}]}";
        assertThat(Read.faults(text)).extracting(Fault::code).containsExactly(FaultCode.MISSING);
    }

    @Test
    void a_replaced_file_keeps_its_permissions_and_the_link_to_it() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "{}");
        assumeThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        RuleFile.write(link, Configuration.EMPTY);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("{\n  \"rules\" : [ ]\n}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void block_lists_that_cannot_be_read_are_faults() throws IOException {
        Path file = Files.writeString(
                folder.resolve("rules.json"),
                "{block_lists: [{id: '" + LIST + "', name: 'a', urlFileName: 'no such file'}, {id: 'x', name: 'b'},"
                        + " {id: '" + LIST + "'}, {id: '" + LIST
                        + "', name: 'c', urlFileName: 'https://example.org/list'}]}");
        assertThatThrownBy(() -> RuleFile.read(file))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.faults())
                        .extracting(fault -> fault.resource() + "." + fault.field() + " " + fault.code())
                        .containsExactly(
                                "block_lists[0].urlFileName missing",
                                "block_lists[1].id invalid",
                                "block_lists[2].name missing_field",
                                "block_lists[3].urlFileName invalid"));
    }

    @Test
    void groups_of_addresses_are_read_and_written() throws IOException {
        Configuration read = Read.document(
                "{address_groups: {students: ['10.0.0.5-10.0.0.99', '@guests'], guests: 'example.org', empty: []}}");
        assertThat(read.groups())
                .containsExactly(
                        AddressGroup.of("guests", "example.org"),
                        AddressGroup.of("students", "10.0.0.5-10.0.0.99", "@guests"),
                        AddressGroup.of("empty"));
        assertThat(Read.document(ConfigurationWriter.text(read)).groups()).isEqualTo(read.groups());
        assertThat(Read.faults("{address_groups: {students: '10.0.0.300'}}"))
                .extracting(fault -> fault.resource() + "." + fault.field())
                .containsExactly("address_groups.students");
    }
}
