package dev.weir.capture.pcap;

import static dev.weir.shaping.Priorities.pass;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureAdaptersTest {
    private static final byte[] PACKET = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
            .length(1_000)
            .outgoing()
            .bytes();

    @TempDir
    Path folder;

    private static FileBytes named(FileBytes file, String name) {
        return PcapngBytes.describe(file, 1, 0, PcapngBytes.name(new FileBytes(file.order()), name));
    }

    private ShapingReport shape(FileBytes file, Shaper shaper) throws IOException {
        Path in = folder.resolve("in.pcapng");
        Files.write(in, file.toArray());
        return CaptureFiles.shape(in, folder.resolve("out.pcapng"), shaper);
    }

    private List<String> seen(FileBytes file) throws IOException {
        List<String> seen = new ArrayList<>();
        Shaper shaper = Shaper.builder()
                .rule("look", (packet, context) -> {
                    seen.add(packet.adapterId() + " " + packet.adapter() + " " + packet.adapterType());
                    return pass();
                })
                .adapterType(1, AdapterType.WIFI)
                .build();
        shape(file, shaper);
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void rules_see_the_interface_of_a_packet(String order) throws IOException {
        FileBytes file = PcapngBytes.section(order.equals("BIG_ENDIAN") ? BIG_ENDIAN : LITTLE_ENDIAN);
        named(file, "eth0");
        named(file, "Wlan \u00e9");
        PcapngBytes.describe(file, 1);
        for (int id : new int[] {1, 0, 2, 1}) {
            PcapngBytes.enhanced(file, id, 1_000, PACKET.length, PACKET);
        }
        PcapngBytes.simple(file, PACKET.length, PACKET);
        assertThat(seen(file))
                .containsExactly(
                        "1 Wlan \u00e9 WIFI", "0 eth0 ANY", "2 interface 2 ANY", "1 Wlan \u00e9 WIFI", "0 eth0 ANY");
    }

    @Test
    void a_number_keeps_its_first_name_in_later_sections() throws IOException {
        FileBytes file = named(PcapngBytes.section(LITTLE_ENDIAN), "eth0");
        PcapngBytes.enhanced(file, 0, 1, PACKET.length, PACKET);
        named(PcapngBytes.section(file, BIG_ENDIAN, -1), "other");
        PcapngBytes.enhanced(file, 0, 2, PACKET.length, PACKET);
        assertThat(seen(file)).containsExactly("0 eth0 ANY", "0 eth0 ANY");
    }

    @Test
    void interfaces_from_255_on_are_no_adapters() throws IOException {
        FileBytes file = PcapngBytes.section(LITTLE_ENDIAN);
        for (int id = 0; id < 300; id++) {
            named(file, "a" + id);
        }
        for (int id = 0; id < 300; id++) {
            PcapngBytes.enhanced(file, id, id, PACKET.length, PACKET);
        }
        List<String> seen = seen(file);
        assertThat(seen).hasSize(300);
        assertThat(seen.subList(0, 255)).doesNotHaveDuplicates().contains("254 a254 ANY");
        assertThat(seen.subList(255, 300)).containsOnly("0  ANY");
    }

    @Test
    void packets_of_a_pcap_file_have_no_adapter() throws IOException {
        Path in = folder.resolve("in.pcap");
        try (CaptureWriter writer = CaptureWriter.create(in, CaptureFormat.PCAP)) {
            writer.write(0, PACKET, 0, PACKET.length, PACKET.length, 1);
            writer.commit();
        }
        List<String> seen = new ArrayList<>();
        CaptureFiles.shape(
                in,
                folder.resolve("out.pcap"),
                Shaper.builder()
                        .rule("look", (packet, context) -> {
                            seen.add(packet.adapterId() + packet.adapter());
                            return pass();
                        })
                        .build());
        assertThat(seen).containsExactly("0");
    }

    @Test
    void an_interface_has_the_capacity_of_its_number() throws IOException {
        FileBytes file = named(named(PcapngBytes.section(LITTLE_ENDIAN), "eth0"), "wlan0");
        for (int i = 0; i < 40; i++) {
            PcapngBytes.enhanced(file, i & 1, 0, PACKET.length, PACKET);
        }
        Shaper shaper = Shaper.builder()
                .capacity(1, Rate.kilobytesPerSecond(10), Rate.kilobytesPerSecond(10))
                .build();
        ShapingReport report = shape(file, shaper);
        assertThat(report.outgoing().delay().p50()).isEqualTo(Duration.ZERO);
        assertThat(report.outgoing().delay().max()).isBetween(Duration.ofMillis(1_800), Duration.ofMillis(2_000));
    }

    @Test
    void keeps_255_bytes_of_a_name_without_its_padding() throws IOException {
        FileBytes file = named(named(PcapngBytes.section(LITTLE_ENDIAN), "x".repeat(40_000)), "eth0\0\0");
        PcapngBytes.enhanced(file, 0, 1, 4);
        PcapngBytes.enhanced(file, 1, 1, 4);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.interfaceName()).isEqualTo("x".repeat(255));
            assertThat(reader.next()).isTrue();
            assertThat(reader.interfaceName()).isEqualTo("eth0");
        }
    }
}
