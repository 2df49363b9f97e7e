package dev.weir.examples;

import static dev.weir.shaping.Country.US;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.Probability.percent;
import static dev.weir.shaping.Rate.kilobytesPerSecond;
import static dev.weir.shaping.Rate.megabitsPerSecond;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.pcap.CaptureFiles;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.RuleReport;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that users are promised to be able to write. */
class ContractTest {
    private static final IpAddress AMERICAN = IpAddress.parse("198.51.100.7");

    private final Rule usFirst = (packet, context) -> packet.country() == US && packet.incoming() ? high() : pass();
    private final GeoResolver places = address -> address.equals(AMERICAN) ? GeoLocation.of(US) : null;

    private final Priority capped = limit(kilobytesPerSecond(50));
    private final Priority asymmetric = perDirection(high(), limit(kilobytesPerSecond(20)));
    private final Priority badRadio = custom(Impairment.builder()
            .loss(Loss.bursts(percent(2), 4))
            .delay(Delay.normal(ofMillis(80), ofMillis(15)))
            .build());
    private final IpNetwork radio = IpNetwork.parse("192.0.2.0/24");

    private final Shaper shaper = Shaper.builder()
            .rule("us first", usFirst)
            .rule("cap uploads", (packet, context) -> packet.outgoing() && packet.remotePort() == 443 ? capped : pass())
            .rule("asymmetric", (packet, context) -> packet.localPort() == 27_015 ? asymmetric : pass())
            .rule("bad radio", (packet, context) -> {
                IpAddress remote = packet.remoteIp();
                return remote != null && radio.contains(remote) ? badRadio : pass();
            })
            .capacity(megabitsPerSecond(20), megabitsPerSecond(5))
            .download(Impairment.parse("rate=10 Mbit/s delay=40 ms loss=1 %"))
            .lookup(places)
            .seed(42)
            .build();

    private static long decided(ShapingReport report, String rule) {
        return report.rules().stream()
                .filter(candidate -> candidate.name().equals(rule))
                .mapToLong(RuleReport::packetsIn)
                .sum();
    }

    @Test
    void rules_decide_in_order() {
        Simulation simulation = shaper.simulate();
        simulation.offer(Packets.tcp("198.51.100.7", 443, "10.0.0.2", 5000).incoming());
        simulation.offer(Packets.tcp("10.0.0.2", 5000, "198.51.100.7", 443).outgoing());
        simulation.offer(Packets.udp("10.0.0.2", 27_015, "203.0.113.9", 9).outgoing());
        simulation.offer(Packets.udp("203.0.113.9", 9, "10.0.0.2", 27_015).incoming());
        simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 53).outgoing());
        simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").outgoing());
        ShapingReport report = simulation.runToIdle();
        assertThat(decided(report, "us first")).isEqualTo(1);
        assertThat(decided(report, "cap uploads")).isEqualTo(1);
        assertThat(decided(report, "asymmetric")).isEqualTo(2);
        assertThat(decided(report, "bad radio")).isEqualTo(1);
        assertThat(decided(report, "default")).isEqualTo(1);
    }

    @Test
    void a_simulation_gives_the_same_report_every_time() {
        assertThat(simulated()).isEqualTo(simulated());
        assertThat(simulated().outgoing().packetsIn()).isEqualTo(1_000);
    }

    private ShapingReport simulated() {
        Simulation simulation = shaper.simulate();
        simulation.every(ofMillis(1), 1_000, () -> Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .payload(1_200)
                .outgoing());
        return simulation.runToIdle();
    }

    @Test
    void a_capture_file_goes_in_and_a_shaped_one_comes_out(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("in.pcap");
        SampleCapture.copyTo(in);
        ShapingReport report = CaptureFiles.shape(in, folder.resolve("out.pcap"), shaper);
        assertThat(report.incoming().packetsIn() + report.outgoing().packetsIn())
                .isEqualTo(1328);
        assertThat(folder.resolve("out.pcap")).isNotEmptyFile();
        ShapingReport example = ShapeCapture.shape(in, folder.resolve("slow.pcap"));
        assertThat(decided(example, "udp slowly")).isEqualTo(83);
    }
}
