package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlightEventsTest {
    private static final List<String> EVENTS = List.of(
            "dev.weir.RunStarted",
            "dev.weir.RulesReplaced",
            "dev.weir.Traffic",
            "dev.weir.BoundExceeded",
            "dev.weir.RunEnded");

    private static void offer(PacketIntake intake, int port) {
        byte[] bytes = Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                .length(100)
                .outgoing()
                .bytes();
        intake.offer(bytes, 0, bytes.length, 100, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }

    /** Told by the recorder's thread whenever it tells the runs. */
    @Name("dev.weir.test.Probe")
    static final class Probe extends Event {}

    /** Something that takes as long as it takes. */
    private interface Pause {
        void await() throws InterruptedException;
    }

    /** Waits for the recorder to look at all runs twice. */
    private static void awaitLooks() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(2);
        Runnable probe = looks::countDown;
        FlightRecorder.addPeriodicEvent(Probe.class, probe);
        looks.await();
        FlightRecorder.removePeriodicEvent(probe);
    }

    private static void run(Pause pause) throws InterruptedException {
        SilentBackend backend = new SilentBackend();
        Shaper shaper = Shaper.builder()
                .rule("held", (packet, context) -> packet.localPort() <= 2 ? delay(600_000) : pass())
                .rule("free", (packet, context) -> packet.localPort() == 9 ? ignore() : pass())
                .maxFlows(2)
                .seed(77)
                .build();
        try (LiveShaping live = shaper.live().drain(DrainPolicy.DISCARD).start(backend)) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSY);
            for (int port = 1; port <= 4; port++) {
                offer(intake, port);
            }
            while (live.stats().total().packetsIn() < 4) {
                Thread.sleep(1);
            }
            live.rules(RuleSet.empty());
            pause.await();
        }
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.weir." + name))
                .toList();
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = named(events, name);
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    @Test
    void tells_what_a_live_run_does(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("run.jfr");
        try (Recording recording = new Recording()) {
            EVENTS.forEach(name -> recording.enable(name).withPeriod(Duration.ofMillis(20)));
            recording.enable(Probe.class).withPeriod(Duration.ofMillis(20));
            recording.start();
            run(FlightEventsTest::awaitLooks);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        RecordedEvent started = only(events, "RunStarted");
        long number = started.getLong("run");
        assertThat(started.getLong("seed")).isEqualTo(77);
        assertThat(started.getInt("rules")).isEqualTo(2);
        assertThat(only(events, "RulesReplaced").getInt("rules")).isZero();
        List<RecordedEvent> bounds = named(events, "BoundExceeded");
        assertThat(bounds).extracting(event -> event.getString("reason")).containsOnly("FLOW_TABLE_FULL");
        assertThat(bounds.stream().mapToLong(event -> event.getLong("packets")).sum())
                .isEqualTo(2);
        List<RecordedEvent> traffic = named(events, "Traffic");
        assertThat(traffic).isNotEmpty();
        RecordedEvent last = traffic.get(traffic.size() - 1);
        assertThat(last.getLong("packetsIn")).isEqualTo(4);
        assertThat(last.getLong("packetsDropped")).isEqualTo(2);
        assertThat(last.getLong("bytesHeld")).isEqualTo(200);
        RecordedEvent ended = only(events, "RunEnded");
        assertThat(ended.getLong("packetsDropped")).isEqualTo(4);
        assertThat(ended.getLong("packetsHeld")).isZero();
        assertThat(ended.getString("failure")).isEmpty();
        assertThat(events).allSatisfy(event -> assertThat(event.getLong("run")).isEqualTo(number));
    }

    /** Runs where the recorder's module is missing. */
    static final class WithoutRecorder {
        private WithoutRecorder() {}

        public static void main(String[] arguments) throws InterruptedException {
            if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
                throw new IllegalStateException("jdk.jfr must be absent");
            }
            run(() -> {});
        }
    }

    @Test
    void runs_where_there_is_no_flight_recorder() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "--limit-modules",
                        "java.base,java.logging",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutRecorder.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
