package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.lookup.WifiResolver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdapterTest {
    private static final Adapter WIRED = new Adapter(-12, "eth0", AdapterType.LAN);
    private static final Adapter RADIO = new Adapter(7, "wlan0");

    private final List<String> seen = new ArrayList<>();

    private static Frame frame(int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(1_000).outgoing();
    }

    @Test
    void rules_see_the_adapter() {
        WifiResolver networks = adapter -> adapter.equals("wlan0") ? "home" : null;
        Simulation simulation = Shaper.builder()
                .rule("look", (packet, context) -> {
                    seen.add(packet.adapterId() + " " + packet.adapter() + " " + packet.adapterType() + " "
                            + packet.ssid());
                    return pass();
                })
                .adapterType(7, AdapterType.WIFI)
                .lookup(networks)
                .build()
                .simulate()
                .onRelease(packet -> seen.add(packet.adapter().toString()));
        byte[] bytes = frame(1).bytes();
        simulation.offer(frame(1).adapter(WIRED));
        simulation.offer(frame(1));
        simulation.offer(0, bytes, 0, 1_000, 1_000, LinkType.ETHERNET, Direction.OUTGOING, RADIO, 0);
        assertThat(seen)
                .containsExactly(
                        "-12 eth0 LAN null",
                        "-12 \"eth0\" (LAN)",
                        "0  ANY null",
                        "0 \"\" (ANY)",
                        "7 wlan0 WIFI home",
                        "7 \"wlan0\" (WIFI)");
    }

    @Test
    void a_lan_rule_leaves_packets_of_the_wan_alone() {
        Simulation simulation = Shaper.builder()
                .rule("lan", (packet, context) -> packet.adapterType() == AdapterType.LAN ? block() : pass())
                .adapterType(7, AdapterType.WAN)
                .build()
                .simulate();
        assertThat(simulation.offer(frame(1).adapter(WIRED))).isEqualTo(Admission.dropped(DropReason.BLOCKED));
        assertThat(simulation.offer(frame(1).adapter(RADIO))).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.offer(frame(1))).isEqualTo(Admission.ACCEPTED);
    }

    @Test
    void the_adapter_stays_with_a_packet_that_waits() {
        List<Adapter> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("later", (packet, context) -> limit(100_000))
                .upload(Impairment.parse("rate=1 Mbit/s delay=10 ms"))
                .capacity(Rate.kilobytesPerSecond(10), Rate.kilobytesPerSecond(10))
                .settings(Settings.builder()
                        .systemUpload(Rate.kilobytesPerSecond(20))
                        .build())
                .build()
                .simulate()
                .onRelease(packet -> released.add(packet.adapter()));
        List<Adapter> offered = List.of(RADIO, WIRED, Adapter.NONE, WIRED, RADIO, RADIO, Adapter.NONE);
        offered.forEach(adapter -> simulation.offer(frame(1).adapter(adapter)));
        simulation.runToIdle();
        assertThat(released).isEqualTo(offered);
    }

    @Test
    void packets_of_an_unmonitored_adapter_pass_as_if_there_were_no_engine() {
        DecisionLedger ledger = DecisionLedger.keepLast(10);
        List<Long> tokens = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("all", (packet, context) -> {
                    seen.add(packet.adapter());
                    return delay(1_000);
                })
                .upload(Impairment.parse("rate=1 kbit/s"))
                .settings(Settings.builder()
                        .systemUpload(Rate.bytesPerSecond(1_000))
                        .build())
                .monitor(-12, false)
                .monitor(7, false)
                .monitor(7, true)
                .build()
                .simulate()
                .ledger(ledger);
        simulation.onRelease(packet -> {
            assertThat(packet.adapter()).isEqualTo(WIRED);
            assertThat(packet.releaseNanos()).isEqualTo(packet.arrivalNanos()).isEqualTo(5_000_000);
            assertThat(packet.number()).isEqualTo(2);
            tokens.add(packet.token());
        });
        byte[] bytes = frame(1).bytes();
        simulation.run(ofMillis(5)).offer(frame(1).adapter(RADIO));
        simulation.offer(5_000_000, bytes, 0, 1_000, 1_000, LinkType.ETHERNET, Direction.OUTGOING, WIRED, 99);
        ShapingReport report = simulation.report();
        assertThat(seen).containsExactly("wlan0");
        assertThat(tokens).containsExactly(99L);
        assertThat(report.outgoing().packetsIn()).isEqualTo(1);
        assertThat(report.outgoing().packetsOut() + report.outgoing().packetsIgnored())
                .isZero();
        assertThat(report.flows()).isEqualTo(1);
        assertThat(report.rules()).extracting(RuleReport::packetsIgnored).containsOnly(0L);
        assertThat(ledger.lines()).isEmpty();
    }

    @Test
    void what_a_listener_throws_for_an_unmonitored_packet_leaves_no_packet_behind() {
        Simulation simulation = Shaper.builder()
                .monitor(-12, false)
                .packetMemory(DataSize.ofBytes(5_000))
                .build()
                .simulate()
                .onRelease(packet -> {
                    throw new IllegalStateException("listener");
                });
        for (int i = 0; i < 100; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> simulation.offer(frame(1).adapter(WIRED)))
                    .withMessage("listener");
        }
    }

    @Test
    void refuses_another_adapter_of_one_id_and_too_many() {
        Simulation simulation = Shaper.builder().build().simulate();
        simulation.offer(frame(1).adapter(WIRED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.offer(frame(1).adapter(new Adapter(-12, "other"))))
                .withMessageContaining("adapter id -12 must stay with");
        for (int i = 0; i < 254; i++) {
            simulation.offer(frame(1).adapter(new Adapter(i, "a")));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> simulation.offer(frame(1).adapter(new Adapter(254, "a"))))
                .withMessageContaining("adapters must be at most 255");
        assertThat(simulation.offer(frame(1).adapter(WIRED))).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.runToIdle().outgoing().packetsOut()).isEqualTo(256);
    }

    @Test
    void refuses_to_find_out_a_capacity_without_knowing_how() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Shaper.builder().detectCapacity(3).build())
                .withMessage("detection must be set to find out an adapter's capacity");
    }
}
