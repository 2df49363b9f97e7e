package dev.weir.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.Direction;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.DropReport;
import dev.weir.shaping.core.FlowReport;
import dev.weir.shaping.core.LinkReport;
import dev.weir.shaping.core.RuleReport;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.ThroughputReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** A report as JSON for programs; the units are in the names. */
final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportJson() {}

    static byte[] bytes(Shaper shaper, ShapingReport report) {
        try {
            return (MAPPER.writeValueAsString(node(shaper, report)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report cannot be written as json", e);
        }
    }

    private static ObjectNode node(Shaper shaper, ShapingReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("seed", report.seed());
        node.put("download", LineSpec.text(shaper.timeline(Direction.INCOMING)));
        node.put("upload", LineSpec.text(shaper.timeline(Direction.OUTGOING)));
        node.put("start", report.start().toString());
        node.put("durationNanos", report.duration().toNanos());
        ArrayNode local = node.putArray("localAddresses");
        report.localAddresses().forEach(network -> local.add(network.toString()));
        direction(report.incoming(), node.putObject("incoming"));
        direction(report.outgoing(), node.putObject("outgoing"));
        list(report.rules(), node.putArray("rules"), ReportJson::rule);
        list(report.topFlows(), node.putArray("topFlows"), ReportJson::flow);
        node.put("flows", report.flows());
        node.put("flowEvictions", report.flowEvictions());
        node.put("bucketEvictions", report.bucketEvictions());
        node.put("bindFailures", report.bindFailures());
        node.put("rulesForgotten", report.rulesForgotten());
        node.put("clampedTimestamps", report.clampedTimestamps());
        return node;
    }

    private static <T> void list(List<T> items, ArrayNode array, BiConsumer<T, ObjectNode> writer) {
        items.forEach(item -> writer.accept(item, array.addObject()));
    }

    private static void direction(DirectionReport way, ObjectNode node) {
        node.put("packetsIn", way.packetsIn());
        node.put("bytesIn", way.bytesIn());
        node.put("packetsOut", way.packetsOut());
        node.put("bytesOut", way.bytesOut());
        node.put("packetsDropped", way.packetsDropped());
        node.put(
                "bytesDropped",
                way.drops().stream().mapToLong(DropReport::bytes).sum());
        node.put("packetsHeld", way.packetsHeld());
        node.put("packetsReordered", way.packetsReordered());
        node.put("packetsDuplicated", way.packetsDuplicated());
        node.put("packetsIgnored", way.packetsIgnored());
        node.put("bytesIgnored", way.bytesIgnored());
        list(way.drops(), node.putArray("drops"), ReportJson::drop);
        ObjectNode delay = node.putObject("delay");
        delay.put("meanNanos", way.delay().mean().toNanos());
        delay.put("p50Nanos", way.delay().p50().toNanos());
        delay.put("p99Nanos", way.delay().p99().toNanos());
        delay.put("maxNanos", way.delay().max().toNanos());
        list(way.delays(), node.putArray("delayHistogram"), (bar, item) -> {
            item.put("delayNanos", bar.delay().toNanos());
            item.put("packets", bar.packets());
        });
        LinkReport link = way.link();
        if (link == null) {
            node.putNull("link");
        } else {
            link(link, node.putObject("link"));
        }
        throughput(way.offered(), node.putObject("offered"));
        throughput(way.delivered(), node.putObject("delivered"));
    }

    private static void drop(DropReport drop, ObjectNode node) {
        node.put("reason", drop.reason().name());
        node.put("packets", drop.packets());
        node.put("bytes", drop.bytes());
    }

    private static void link(LinkReport link, ObjectNode node) {
        node.put("configuredBitsPerSecond", link.configuredRate().bitsPerSecond());
        node.put("achievedBitsPerSecond", link.achievedBitsPerSecond());
        node.put("busyNanos", link.busy().toNanos());
        node.put("bytesSent", link.bytesSent());
        node.put("packetsMarked", link.packetsMarked());
    }

    private static void throughput(ThroughputReport series, ObjectNode node) {
        node.put("binNanos", series.bin().toNanos());
        ArrayNode bytes = node.putArray("bytesPerBin");
        series.bytes().forEach(bytes::add);
    }

    private static void rule(RuleReport rule, ObjectNode node) {
        node.put("name", rule.name());
        node.put("packetsIn", rule.packetsIn());
        node.put("bytesIn", rule.bytesIn());
        node.put("packetsOut", rule.packetsOut());
        node.put("bytesOut", rule.bytesOut());
        node.put("packetsReordered", rule.packetsReordered());
        node.put("packetsDuplicated", rule.packetsDuplicated());
        node.put("packetsIgnored", rule.packetsIgnored());
        list(rule.drops(), node.putArray("drops"), ReportJson::drop);
        node.put("errors", rule.errors());
    }

    private static void flow(FlowReport flow, ObjectNode node) {
        node.put("flow", flow.flow());
        node.put("packetsIn", flow.packetsIn());
        node.put("bytesIn", flow.bytesIn());
        node.put("packetsOut", flow.packetsOut());
        node.put("bytesOut", flow.bytesOut());
        node.put("meanDelayNanos", flow.meanDelay().toNanos());
    }
}
