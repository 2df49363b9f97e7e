package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.impair.Timeline;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conditions that follow one another. */
@Timeout(60)
class RelayTimelineTest {
    private Line line;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        line = new Line();
        relay = Relay.tcp(line.address());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        line.close();
    }

    private void awaitConditions(String text) throws InterruptedException {
        Await.until(
                "conditions are " + text, () -> relay.conditions().toString().equals(text));
    }

    private List<RelayEvent> steps() {
        return relay.events().stream()
                .filter(event -> event.text().startsWith("timeline"))
                .toList();
    }

    @Test
    void beginsWhenTheRelayIsOpened() throws InterruptedException {
        relay.timeline("0 s: upload delay=1 ms | 100 ms: cut upload | 200 ms: fail first 3", TimelineZero.OPEN);
        awaitConditions("fail first 3");
        assertThat(relay.phase()).isEqualTo("phase 3 since 200 ms: fail first 3");
        List<RelayEvent> steps = steps();
        assertThat(steps.get(0).text()).isEqualTo("timeline: phase 1 since 0 ms: upload delay=1 ms");
        RelayEvent last = steps.get(steps.size() - 1);
        assertThat(last.text()).isEqualTo("timeline: phase 3 since 200 ms: fail first 3");
        assertThat(last.at()).isGreaterThanOrEqualTo(ofMillis(200));
        if (steps.size() == 3) {
            assertThat(steps.get(1).text()).isEqualTo("timeline: phase 2 since 100 ms: cut upload");
        }
    }

    @Test
    void beginsWithTheFirstConnection() throws Exception {
        relay.timeline("0 s: cut upload | 150 ms:", TimelineZero.FIRST_CONNECTION);
        assertThat(relay.conditions()).isEqualTo(Conditions.NONE);
        assertThat(relay.phase()).isEmpty();
        long start = System.nanoTime();
        try (Socket client = line.client(relay)) {
            client.getOutputStream().write(6);
            try (Socket served = line.served()) {
                assertThat(served.getInputStream().read()).isEqualTo(6);
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000);
            }
        }
        relay.clear();
        assertThat(relay.phase()).isEmpty();
        try (Socket client = line.client(relay)) {
            assertThat(client.isConnected()).isTrue();
            relay.awaitConnections(1, ofSeconds(20));
            assertThat(relay.phase()).isNotEmpty();
        }
    }

    @Test
    void beginsWhenItIsTold() throws InterruptedException {
        assertThatThrownBy(relay::startTimeline).isInstanceOf(IllegalStateException.class);
        relay.timeline(
                Timeline.of(Conditions.parse("stall upload")).then(ofMillis(50), Conditions.NONE),
                TimelineZero.ON_CALL);
        assertThat(relay.conditions()).isEqualTo(Conditions.NONE);
        for (int i = 0; i < 2; i++) {
            relay.startTimeline();
            awaitConditions("");
        }
        assertThat(steps().stream().filter(step -> step.text().contains("stall upload")))
                .hasSize(2);
    }

    @Test
    void goesOnInALoopUntilRestored() throws InterruptedException {
        relay.initially("fail first 9");
        relay.timeline("0 s: cut upload | 20 ms: cut download | loop 40 ms", TimelineZero.OPEN);
        Await.until("a third round", () -> relay.phase().contains("round 3"));
        relay.restore();
        assertThat(relay.phase()).isEmpty();
        assertThat(relay.conditions()).hasToString("fail first 9");
        long changes = relay.events().size();
        Thread.sleep(80);
        assertThat(relay.events()).hasSize((int) changes);
    }

    @Test
    void otherChangesHoldUntilTheNextStep() throws InterruptedException {
        relay.timeline("0 s: | 1500 ms: refuse", TimelineZero.OPEN);
        relay.cut(UPLOAD);
        assertThat(relay.conditions()).hasToString("cut upload");
        awaitConditions("refuse");
    }

    @Test
    void refusesFaultsThatDoNotFit() {
        assertThatThrownBy(() -> relay.timeline("0 s: explode", TimelineZero.OPEN))
                .isInstanceOf(IllegalArgumentException.class);
        try (Relay udp = Relay.udp(line.address())) {
            assertThatThrownBy(() -> udp.timeline("0 s: fail first 1", TimelineZero.OPEN))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
