package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.filter.Filters;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.MacSet;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.PacketField;
import java.time.Month;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FiltersFileTest {
    private static FilterSet filters(String fields) throws ConfigurationException {
        return Read.document("{filters: [{name: 'f', " + fields + "}]}").filters();
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("direction: 3", Matches.any()),
                Arguments.of("direction: 'all'", Matches.any()),
                Arguments.of("direction: 1", Matches.outgoing()),
                Arguments.of("direction: 'receive'", Matches.incoming()),
                Arguments.of("adapter: 341", Matches.adapter(341)),
                Arguments.of("adapter: null", Matches.any()),
                Arguments.of(
                        "ethernet_filter: {src_mac: '123456789ABC'}",
                        new MacIn(End.SOURCE, MacSet.parse("12-34-56-78-9A-BC"))),
                Arguments.of(
                        "ethernet_filter: {dest_mac: '00A0C914C829'}",
                        new MacIn(End.DESTINATION, MacSet.parse("00A0C914C829"))),
                Arguments.of("ethernet_filter: {protocol: 0xCAFE}", Matches.etherType(0xCAFE)),
                Arguments.of(
                        "network_filter: {src_address: '10.0.0.0 - 10.255.255.255', src_mask: null}",
                        Matches.source("10.0.0.0/8")),
                Arguments.of(
                        "network_filter: {dest_address: '80.68.3.4', dest_mask: '255.243.3.4'}",
                        Matches.destination("80.68.3.4/255.243.3.4")),
                Arguments.of(
                        "network_filter: {src_address: '2001:db8::', src_mask: 32}", Matches.source("2001:db8::/32")),
                Arguments.of("network_filter: {protocol: 70}", Matches.protocol(70)),
                Arguments.of("transport_filter: {src_port_range: [30, 3433]}", Matches.sourcePorts("30-3433")),
                Arguments.of("transport_filter: {dest_port_range: [10, 1000]}", Matches.destinationPorts("10-1000")),
                Arguments.of("time: [60, 360]", Matches.time(60, 360)),
                Arguments.of(
                        "month: [false, true, false, false, false, false, false, false, false, false, false, false]",
                        Matches.months(Month.FEBRUARY)),
                Arguments.of(
                        "any: [{source_port: '1'}, {destination_port: '1'}]",
                        Matches.sourcePorts("1").or(Matches.destinationPorts("1"))));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void each_field_is_a_condition(String field, Match expected) throws ConfigurationException {
        FilterSet read = filters("action: 'block', " + field);
        assertThat(read).isEqualTo(FilterSet.of(Filter.block("f", expected)));
        assertThat(Read.document(ConfigurationWriter.text(Configuration.EMPTY.withFilters(read)))
                        .filters())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"1, IGNORE", "'ignore', IGNORE", "2, BLOCK", "block, BLOCK", "3, PIPE", "Pipe, PIPE"})
    void actions_have_names_and_numbers(String action, FilterAction expected) throws ConfigurationException {
        assertThat(filters("action: '" + action + "'").filters().get(0).action())
                .isEqualTo(expected);
    }

    @Test
    void a_full_filter_is_written_in_the_published_fields() throws ConfigurationException {
        FilterSet filters = filters(
                "adapter: 341, direction: 'incoming', action: 'block',"
                        + " ethernet_filter: {src_mac: '123456789ABC', dest_mac: '00A0C914C829', protocol: 0xCAFE},"
                        + " network_filter: {src_address: '80.68.3.4', src_mask: '255.243.3.4', dest_address: '192.168.1.2', dest_mask: null, protocol: 70},"
                        + " transport_filter: {src_port_range: [30, 3433], dest_port_range: [10, 1000]}, enabled: false, time: [60, 360]");
        assertThat(((AllOf) filters.filters().get(0).match()).parts()).hasSize(11);
        String text = ConfigurationWriter.text(Configuration.EMPTY.withFilters(filters));
        assertThat(text)
                .contains(
                        "\"adapter\" : 341",
                        "\"direction\" : \"incoming\"",
                        "\"action\" : \"block\"",
                        "\"enabled\" : false")
                .contains(
                        "\"src_mac\" : \"12:34:56:78:9a:bc\"", "\"protocol\" : 51966", "\"src_mask\" : \"255.243.3.4\"")
                .contains("\"dest_port_range\" : [ 10, 1000 ]", "\"time\" : [ 60, 360 ]", "\"month\" : null")
                .doesNotContain("source_endpoint", "\"all\"");
        assertThat(Read.document(text).filters()).isEqualTo(filters);
    }

    @Test
    void ids_names_and_presets_come_back() throws ConfigurationException {
        FilterSet filters = FilterSet.of(
                Filter.ignore("local", Filters.localNetworks()),
                Filter.pipe("voice", Matches.protocol(17).and(Matches.destinationPorts("5060, 5090")))
                        .id(7),
                Filter.block("off", Matches.any()).enabled(false));
        assertThat(Read.document(ConfigurationWriter.text(Configuration.EMPTY.withFilters(filters)))
                        .filters())
                .isEqualTo(filters);
    }

    @Test
    void random_filters_are_read_back_as_equal_filters() throws ConfigurationException {
        Set<PacketField> known = EnumSet.of(
                PacketField.DIRECTION,
                PacketField.IP_VERSION,
                PacketField.PROTOCOL,
                PacketField.ETHER_TYPE,
                PacketField.SOURCE_ADDRESS,
                PacketField.DESTINATION_ADDRESS,
                PacketField.SOURCE_PORT,
                PacketField.DESTINATION_PORT,
                PacketField.SOURCE_MAC,
                PacketField.DESTINATION_MAC,
                PacketField.IP_HEADER,
                PacketField.ADAPTER,
                PacketField.TIME);
        ConfigurationReader reader = ConfigurationReader.create().blockLists(RandomRules.LISTS);
        int some = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Match match = new RandomRules(seed).match(2);
            if (known.containsAll(match.fields())) {
                some++;
                FilterSet filters = FilterSet.of(Filter.pipe("f", match));
                String text = ConfigurationWriter.text(Configuration.EMPTY.withFilters(filters));
                assertThat(reader.read(text).configuration().filters()).as(text).isEqualTo(filters);
            }
        }
        assertThat(some).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "direction: 4, action: 1 | direction invalid",
                "action: 4 | action invalid",
                "action: null | action missing_field",
                "action: 1, adapter: 'x' | adapter invalid",
                "action: 1, ethernet_filter: {src_mac: '12'} | ethernet_filter.src_mac invalid",
                "action: 1, ethernet_filter: {protocol: 70000} | ethernet_filter.protocol invalid",
                "action: 1, ethernet_filter: 7 | ethernet_filter invalid",
                "action: 1, network_filter: {src_address: '10.0.0.1-10.0.0.2', src_mask: '255.0.0.0'} | network_filter.src_address invalid",
                "action: 1, network_filter: {dest_mask: '255.0.0.0'} | network_filter.dest_mask invalid",
                "action: 1, network_filter: {protocol: 300} | network_filter.protocol invalid",
                "action: 1, transport_filter: {src_port_range: [1000, 10]} | transport_filter.src_port_range invalid",
                "action: 1, transport_filter: {src_port_range: [1]} | transport_filter.src_port_range invalid",
                "action: 1, id: 0 | id invalid",
                "action: 1, process_name: 'a' | (itself) invalid",
            })
    void a_wrong_value_is_a_fault_of_its_field(String fields, String fault) {
        assertThat(Read.faults("{filters: [{name: 'f', " + fields + "}]}"))
                .extracting(each -> each.resource() + "." + each.field() + " " + each.code())
                .containsExactly("filters[0]." + fault.replace("(itself)", ""));
    }

    @Test
    void names_and_ids_are_unique() {
        assertThat(Read.faults(
                        "{filters: [{name: 'a', action: 1}, {name: 'a', action: 1}, {name: 'b', action: 3, id: 1}]}"))
                .extracting(fault -> fault.resource() + "." + fault.field() + " " + fault.code())
                .containsExactly("filters[1].name already_exists", "filters[2].id already_exists");
    }

    @Test
    void lists_replace_what_was_there_and_no_list_keeps_it() throws ConfigurationException {
        Configuration base = Read.document("{filters: [{name: 'a', action: 1}]}");
        assertThat(ConfigurationReader.create()
                        .read("{rules: []}", base)
                        .configuration()
                        .filters())
                .isEqualTo(base.filters());
        assertThat(ConfigurationReader.create()
                        .read("{filters: []}", base)
                        .configuration()
                        .filters())
                .isEqualTo(new FilterSet(List.of()));
    }
}
