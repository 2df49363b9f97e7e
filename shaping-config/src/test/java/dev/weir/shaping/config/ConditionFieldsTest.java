package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.HeaderField;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.ProcessIs;
import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.TrafficCondition;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionFieldsTest {
    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("adapter_id: 54321", Matches.adapter(54_321)),
                Arguments.of("adapter_id: -7", Matches.adapter(-7)),
                Arguments.of("process_name: 'winamp, C:\\\\test\\\\*'", Matches.process("winamp, C:\\test\\*")),
                Arguments.of("process_name: ['a,b']", new ProcessIs(List.of("a,b"))),
                Arguments.of("command_line: '--debug'", Matches.commandLine("--debug")),
                Arguments.of("process_id: '9001, 9100-9200'", Matches.pids("9001, 9100-9200")),
                Arguments.of("process_id: 9001", Matches.pids("9001")),
                Arguments.of("filter_id: '287628276287'", Matches.filter("287628276287")),
                Arguments.of("local_endpoint: '192.168.2.1'", Matches.local("192.168.2.1")),
                Arguments.of("remote_endpoint: '10.0.0.0 - 10.255.255.255'", Matches.remote("10.0.0.0/8")),
                Arguments.of("remote_endpoint: 'skype.com'", Matches.remote("skype.com")),
                Arguments.of("remote_endpoint: 'Any'", Matches.any()),
                Arguments.of("remote_endpoint: '@students, Local host'", Matches.remote("@students, Local host")),
                Arguments.of("local_port: '8082'", Matches.localPorts("8082")),
                Arguments.of("remote_port: '80, 8000-8100'", Matches.remotePorts("80, 8000-8100")),
                Arguments.of("remote_port: 928", Matches.remotePorts("928")),
                Arguments.of("protocol: 54", Matches.protocol(54)),
                Arguments.of("protocol: 'tcp+udp'", Matches.protocol("TCP+UDP")),
                Arguments.of("time: [60, 360]", Matches.time(60, 360)),
                Arguments.of("time: [1320, 120]", Matches.time(1_320, 120)),
                Arguments.of("time: '22:00-02:00'", Matches.time(1_320, 120)),
                Arguments.of(
                        "day_week: " + flags(7, 0, 3, 4),
                        Matches.daysOfWeek(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY)),
                Arguments.of("day_month: " + flags(31, 0, 30), Matches.daysOfMonth(1, 31)),
                Arguments.of("month: " + flags(12, 0, 11), Matches.months(Month.JANUARY, Month.DECEMBER)),
                Arguments.of("url: 'http: \\\\netbalancer.com'", Matches.url("netbalancer.com")),
                Arguments.of("ssid: '23446'", Matches.ssid("23446")),
                Arguments.of("user: 'SYSTEM'", Matches.user("SYSTEM")),
                Arguments.of("country_code: 'US, uk, MD'", Matches.countries("US, GB, MD")),
                Arguments.of(
                        "block_lists: ['" + RandomRules.LISTS.get(1).id() + "']",
                        Matches.blockList(RandomRules.LISTS.get(1))),
                Arguments.of(
                        "condition: {quantity: 192727, unit: 'Byte', sent: true, time: 3, time_unit: 'Hours'}",
                        TrafficCondition.moreThan(DataSize.ofBytes(192_727))
                                .inLast(3, ChronoUnit.HOURS)
                                .sent()),
                Arguments.of(
                        "condition: {more_than: false, quantity: '4 GB', time_unit: 'month'}",
                        TrafficCondition.lessThan(DataSize.parse("4 GB")).inLast(1, ChronoUnit.MONTHS)),
                Arguments.of(
                        "condition: {quantity: 5, sent: false, time_unit: 'day'}",
                        TrafficCondition.moreThan(DataSize.ofBytes(5))
                                .inLast(1, ChronoUnit.DAYS)
                                .received()),
                Arguments.of("condition: {enabled: false, quantity: 5, time_unit: 'day'}", Matches.any()));
    }

    static Stream<Arguments> ownFields() {
        return Stream.of(
                Arguments.of("direction: 'outgoing'", Matches.outgoing()),
                Arguments.of("source_endpoint: '10.0.0.1'", Matches.source("10.0.0.1")),
                Arguments.of("source_port: '1'", Matches.sourcePorts("1")),
                Arguments.of("destination_endpoint: '00A0C914C829'", Matches.destination("00-A0-C9-14-C8-29")),
                Arguments.of("destination_port: '2'", Matches.destinationPorts("2")),
                Arguments.of("ether_type: 0xCAFE", Matches.etherType(0xCAFE)),
                Arguments.of("ether_type: 'LLDP'", Matches.etherType("LLDP")),
                Arguments.of("dscp: '0, 46'", Matches.dscp("0, 46")),
                Arguments.of("ecn: 3", Matches.ecn("3")),
                Arguments.of(
                        "ip_header: {field: 'flow-label', values: '7'}", Matches.ipHeader(HeaderField.FLOW_LABEL, "7")),
                Arguments.of(
                        "ip_header: {offset: 1, width: 1, mask: 0xFC, value: 0xB8}",
                        Matches.ipHeader(1, 1, 0xFC, 0xB8)),
                Arguments.of("adapter_name: 'eth0'", Matches.adapterName("eth0")),
                Arguments.of(
                        "adapter_type: '" + AdapterType.values()[1] + "'",
                        Matches.adapterType(AdapterType.values()[1])),
                Arguments.of("application: 'http, tls'", Matches.application("http, tls")),
                Arguments.of("host: '*.example.org'", Matches.host("*.example.org")),
                Arguments.of(
                        "schedule: {name: 'work', times: 'mon-fri 08:00-17:00', except: ['2026-12-25']}",
                        Schedule.of("work", "mon-fri 08:00-17:00").except(LocalDate.of(2026, 12, 25))),
                Arguments.of(
                        "all: [{remote_port: '1'}, {remote_port: '2'}]",
                        Matches.remotePorts("1").and(Matches.remotePorts("2"))),
                Arguments.of(
                        "any: [{remote_port: '1'}, {local_port: '2', protocol: 6}]",
                        Matches.remotePorts("1").or(Matches.localPorts("2").and(Matches.protocol(6)))),
                Arguments.of("not: {remote_port: '1'}", Matches.remotePorts("1").not()));
    }

    @ParameterizedTest
    @MethodSource({"fields", "ownFields"})
    void each_field_is_a_condition(String field, Match expected) throws ConfigurationException {
        assertThat(Read.condition(field)).isEqualTo(expected);
    }

    @Test
    void all_fields_must_hold_in_a_fixed_order() throws ConfigurationException {
        assertThat(Read.condition("remote_port: '443', process_name: 'skype'"))
                .isEqualTo(new AllOf(List.of(Matches.process("skype"), Matches.remotePorts("443"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'  '", "[]"})
    void a_blank_field_restricts_nothing(String blank) throws ConfigurationException {
        for (String name : ConditionFields.PUBLISHED) {
            assertThat(Read.condition(name + ": " + blank)).as(name).isEqualTo(Matches.any());
        }
        assertThat(Read.condition("condition: " + blank)).isEqualTo(Read.condition(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adapter_id: 'eth0' | adapter_id invalid",
                "adapter_id: 3000000000 | adapter_id invalid",
                "process_id: '-4' | process_id invalid",
                "process_id: 'skype' | process_id invalid",
                "filter_id: 'x' | filter_id invalid",
                "local_endpoint: '10.0.0.300' | local_endpoint invalid",
                "remote_endpoint: '10.0.0.9 - 10.0.0.1' | remote_endpoint invalid",
                "local_port: '90-80' | local_port invalid",
                "remote_port: 70000 | remote_port invalid",
                "protocol: 300 | protocol invalid",
                "protocol: 'carrier pigeon' | protocol invalid",
                "time: [360, 360] | time invalid",
                "time: [60] | time invalid",
                "time: [0, 1441] | time invalid",
                "time: '8-9' | time invalid",
                "day_week: [true, true, true, true, true, true] | day_week invalid",
                "day_week: [false, false, false, false, false, false, false] | day_week invalid",
                "day_week: [1, false, false, false, false, false, false] | day_week invalid",
                "day_month: [true] | day_month invalid",
                "month: [true] | month invalid",
                "condition: 5 | condition invalid",
                "condition: {quantity: 4, unit: 'GB', time_unit: 'month'} | condition.quantity invalid",
                "condition: {time_unit: 'month'} | condition.quantity missing_field",
                "condition: {quantity: 4} | condition.time_unit missing_field",
                "condition: {quantity: 4, time: 0, time_unit: 'day'} | condition.time_unit invalid",
                "condition: {quantity: 4, time_unit: 'year'} | condition.time_unit invalid",
                "condition: {quantity: 4, unit: 'XB', time_unit: 'day'} | condition.unit invalid",
                "url: 'http://' | url invalid",
                "ssid: 'x23456789012345678901234567890123' | ssid invalid",
                "country_code: 'USA' | country_code invalid",
                "block_lists: ['nonsense'] | block_lists invalid",
                "block_lists: ['00000000-0000-0009-0000-000000000009'] | block_lists missing",
                "direction: 'sideways' | direction invalid",
                "ether_type: 70000 | ether_type invalid",
                "ip_header: {field: 'ttl'} | ip_header invalid",
                "any: [] | any invalid",
                "any: [{remote_port: 70000}] | any[0].remote_port invalid",
                "not: 7 | not invalid",
                "schedule: {name: 'x', times: 'someday'} | schedule invalid",
            })
    void a_wrong_value_is_a_fault_of_its_field(String field, String fault) {
        assertThat(Read.ruleFaults(field + ", priority: 'low'")).containsExactly(fault);
    }

    @Test
    void says_in_words_that_quantities_are_bytes() {
        assertThat(
                        Read.faults(
                                "{rules: [{name: 'r', condition: {quantity: 4, unit: 'GB', time_unit: 'month'}, priority: 'low'}]}"))
                .extracting(Fault::message)
                .containsExactly("quantity must be in bytes, at least 1 % of its unit, or a text like \"4 GB\": 4 GB");
    }

    @Test
    void conditions_that_contradict_are_a_fault_of_the_rule() {
        assertThat(Read.ruleFaults("protocol: 'ARP', remote_port: '80', priority: 'low'"))
                .containsExactly(" invalid");
    }

    private static String flags(int length, Integer... places) {
        return IntStream.range(0, length)
                .mapToObj(place -> Boolean.toString(List.of(places).contains(place)))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
