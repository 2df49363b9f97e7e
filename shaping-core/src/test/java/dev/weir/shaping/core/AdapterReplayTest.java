package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.lookup.WifiResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What decides by the adapter of a packet, decides the same when it is replayed. */
@Timeout(60)
class AdapterReplayTest {
    private static final Adapter WIRED = new Adapter(-12, "eth0", AdapterType.LAN);
    private static final Adapter RADIO = new Adapter(7, "wlan0");
    private static final Adapter APART = new Adapter(9, "tun0", AdapterType.VPN);
    private static final Adapter SILENT = new Adapter(1, "silent");
    private static final int EACH = 300;

    private static Priority decide(AdapterType type, String name, boolean odd) {
        if (type == AdapterType.WIFI) {
            return odd ? low() : high();
        }
        return name.equals("eth0") && odd ? block() : low();
    }

    private static Shaper shaper() {
        WifiResolver networks = adapter -> adapter.equals("wlan0") ? "home" : null;
        return Shaper.builder()
                .rule(
                        "by adapter",
                        (packet, context) -> decide(
                                packet.adapterType(),
                                packet.adapter(),
                                context.increment(packet.adapter() + packet.ssid()) % 2 == 1))
                .upload(Impairment.parse("loss=5 % delay=1 ms jitter=1 ms"))
                .capacity(Rate.megabitsPerSecond(200), Rate.megabitsPerSecond(200))
                .capacity(WIRED.id(), Rate.megabitsPerSecond(10), Rate.megabitsPerSecond(10))
                .capacity(RADIO.id(), Rate.megabitsPerSecond(5), Rate.megabitsPerSecond(5))
                .adapterType(RADIO.id(), AdapterType.WIFI)
                .monitor(APART.id(), false)
                .lookup(networks)
                .seed(17)
                .build();
    }

    private static void produce(PacketIntake intake, int port) {
        byte[] bytes = Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                .length(1_000)
                .outgoing()
                .bytes();
        for (int i = 0; i < EACH; i++) {
            intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, port);
            if (i % 8 == 0) {
                LockSupport.parkNanos(20_000);
            }
        }
    }

    private static void send(MemoryBackend backend) throws InterruptedException {
        List<Thread> producers = new ArrayList<>();
        for (Adapter adapter : List.of(SILENT, RADIO, WIRED, APART, Adapter.NONE, RADIO)) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSY, adapter);
            int port = 5_000 + producers.size();
            producers.add(new Thread(() -> produce(intake, port)));
        }
        Collections.reverse(producers);
        producers.remove(producers.size() - 1);
        producers.forEach(Thread::start);
        for (Thread producer : producers) {
            producer.join();
        }
    }

    @Test
    void a_run_with_capacities_by_adapter_and_one_that_is_not_monitored() throws InterruptedException, IOException {
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        ByteArrayOutputStream recording = new ByteArrayOutputStream();
        MemoryBackend backend = new MemoryBackend();
        LiveShaping live = shaper().live()
                .ledger(DecisionLedger.to(ledger))
                .record(InputRecording.to(recording))
                .drain(DrainPolicy.WAIT)
                .start(backend);
        send(backend);
        live.close();

        Map<String, Integer> released = new TreeMap<>();
        Map<AdapterType, Integer> types = new EnumMap<>(AdapterType.class);
        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        ShapingReport report = RecordedRun.replay(shaper(), recording.toByteArray())
                .ledger(DecisionLedger.to(replayed))
                .onRelease(packet -> {
                    released.merge(packet.adapter().name(), 1, Integer::sum);
                    types.merge(packet.adapter().type(), 1, Integer::sum);
                })
                .run();
        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
        assertThat(report).isEqualTo(live.report());
        assertThat(report.outgoing().packetsIn()).isEqualTo(4 * EACH);
        assertThat(released.keySet()).containsExactly("", "eth0", "tun0", "wlan0");
        assertThat(released).containsEntry("tun0", EACH);
        assertThat(types.keySet()).containsExactly(AdapterType.ANY, AdapterType.LAN, AdapterType.WIFI, AdapterType.VPN);
        assertThat(released.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo((int) backend.taken());
        assertThat(ledger.toString(UTF_8)).contains("BLOCKED", "LOSS");
    }
}
