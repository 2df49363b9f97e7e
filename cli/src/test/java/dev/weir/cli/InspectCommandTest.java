package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    private static final String FIELDS =
            "number timestamp capturedLength length linkType ethProto vlanId ipVersion ipProto"
                    + " src dst srcPort dstPort syn ack fin rst psh urg ttl dscp ecn fragment direction";

    @TempDir
    Path folder;

    private List<JsonNode> packets(Object... more) throws IOException {
        Object[] args = new Object[more.length + 3];
        args[0] = "inspect";
        args[1] = "--json";
        args[2] = Captures.sample(folder);
        System.arraycopy(more, 0, args, 3, more.length);
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return parse(run.out());
    }

    private static List<JsonNode> parse(String lines) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> packets = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                packets.add(mapper.readTree(line));
            }
        }
        return packets;
    }

    private static long count(List<JsonNode> packets, Predicate<JsonNode> filter) {
        return packets.stream().filter(filter).count();
    }

    @Test
    void agrees_with_tcpdump() throws IOException {
        List<JsonNode> packets = packets();
        assertThat(packets).hasSize(1328);
        assertThat(count(
                        packets,
                        p -> p.path("syn").asBoolean() && !p.path("ack").asBoolean()))
                .isEqualTo(12);
        assertThat(count(packets, p -> p.path("rst").asBoolean())).isEqualTo(1);
        assertThat(count(packets, p -> p.path("ipProto").asInt() == 6)).isEqualTo(1200);
        assertThat(count(packets, p -> p.path("ipProto").asInt() == 17)).isEqualTo(83);
        assertThat(count(packets, p -> p.path("ipProto").asInt() == 1)).isEqualTo(20);
        assertThat(count(packets, p -> p.path("ipProto").asInt() == 58)).isEqualTo(23);
        assertThat(count(packets, p -> p.path("ethProto").asInt() == 2054)).isEqualTo(2);
        assertThat(count(packets, p -> p.path("ipVersion").asInt() == 6)).isEqualTo(174);
        assertThat(count(packets, p -> p.path("fragment").asBoolean())).isEqualTo(18);
    }

    @Test
    void prints_all_fields_in_order() throws IOException {
        for (JsonNode packet : packets()) {
            List<String> names = new ArrayList<>();
            packet.fieldNames().forEachRemaining(names::add);
            assertThat(String.join(" ", names)).isEqualTo(FIELDS);
        }
    }

    @Test
    void prints_null_for_what_is_not_there() throws IOException {
        String out = Run.of("inspect", "--json", Captures.sample(folder)).out();
        assertThat(out.lines().findFirst().orElseThrow())
                .isEqualTo("{\"number\":1,\"timestamp\":\"1795403684.097066625\",\"capturedLength\":42,\"length\":42,"
                        + "\"linkType\":\"ETHERNET\",\"ethProto\":2054,\"vlanId\":null,\"ipVersion\":null,"
                        + "\"ipProto\":null,\"src\":null,\"dst\":null,\"srcPort\":null,\"dstPort\":null,\"syn\":null,"
                        + "\"ack\":null,\"fin\":null,\"rst\":null,\"psh\":null,\"urg\":null,\"ttl\":null,"
                        + "\"dscp\":null,\"ecn\":null,\"fragment\":null,\"direction\":\"outgoing\"}");
        assertThat(out.lines().skip(2).findFirst().orElseThrow())
                .isEqualTo("{\"number\":3,\"timestamp\":\"1795403684.097101888\",\"capturedLength\":99,\"length\":99,"
                        + "\"linkType\":\"ETHERNET\",\"ethProto\":2048,\"vlanId\":null,\"ipVersion\":4,"
                        + "\"ipProto\":17,\"src\":\"10.0.0.2\",\"dst\":\"192.0.2.7\",\"srcPort\":53269,\"dstPort\":53,"
                        + "\"syn\":null,\"ack\":null,\"fin\":null,\"rst\":null,\"psh\":null,\"urg\":null,\"ttl\":64,"
                        + "\"dscp\":0,\"ecn\":0,\"fragment\":false,\"direction\":\"outgoing\"}");
    }

    @Test
    void knows_flags_of_tcp_alone() throws IOException {
        for (JsonNode packet : packets()) {
            boolean tcp = packet.path("ipProto").asInt() == 6;
            for (String flag : List.of("syn", "ack", "fin", "rst", "psh", "urg")) {
                assertThat(packet.path(flag).isBoolean()).as(packet.toString()).isEqualTo(tcp);
            }
        }
    }

    @Test
    void tells_directions_by_the_local_addresses() throws IOException {
        Predicate<JsonNode> outgoing = p -> p.path("direction").asText().equals("outgoing");
        Predicate<JsonNode> fromClient = p -> p.path("src").asText().matches("10\\.0\\.0\\.2|fd00:10::2");
        Predicate<JsonNode> fromServer = p -> p.path("src").asText().equals("192.0.2.7");
        assertThat(packets().stream().filter(p -> p.path("ipVersion").isInt()))
                .allMatch(p -> outgoing.test(p) == fromClient.test(p));
        assertThat(packets("--local", "192.0.2.0/24").stream()
                        .filter(p -> p.path("ipVersion").isInt()))
                .anyMatch(outgoing)
                .allMatch(p -> outgoing.test(p) == fromServer.test(p));
    }

    @Test
    void prints_readable_lines() throws IOException {
        Run run = Run.of("inspect", Captures.sample(folder));
        assertThat(run.out().lines()).hasSize(1328).element(0).isEqualTo("1  0.000000000  outgoing  arp  length 42");
        assertThat(run.out())
                .contains("3  0.000035263  outgoing  udp 10.0.0.2:53269 > 192.0.2.7:53  length 99 ttl 64\n");
        assertThat(run.out().lines().filter(line -> line.contains("[syn]"))).hasSize(12);
    }

    @Test
    void prints_the_packets_before_a_fault() throws IOException {
        Path cut = Captures.cut(folder);
        for (String option : List.of("--json", "--local=10.0.0.2")) {
            Run run = Run.of("inspect", cut, option);
            assertThat(run.out().lines()).hasSize(6);
            assertThat(run.err()).startsWith("weir: " + cut + ": byte 636: ").hasLineCount(1);
            assertThat(run.code()).isEqualTo(1);
        }
    }
}
