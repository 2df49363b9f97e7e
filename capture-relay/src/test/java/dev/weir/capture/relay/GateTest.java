package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static dev.weir.shaping.DataSize.bytes;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that need no sleep: gates and triggers. */
@Timeout(60)
class GateTest {
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

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(20_000);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void holdsBytesUntilReleased() throws Exception {
        try (Gate gate = relay.hold(DOWNLOAD);
                Socket client = line.client(relay);
                Socket served = line.served()) {
            send(client, "question");
            assertThat(read(served, 8)).isEqualTo("question");
            send(served, "answer");
            gate.awaitHeld(bytes(6));
            assertThat(gate.held()).isEqualTo(bytes(6));
            assertSilent(client);
            gate.release();
            assertThat(read(client, 6)).isEqualTo("answer");
            assertThat(gate.held()).isEqualTo(bytes(0));
            send(served, "more");
            assertThat(read(client, 4)).isEqualTo("more");
        }
    }

    @Test
    void flowsWhenTheLastOfSeveralGatesIsReleased() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            Gate first = relay.hold(UPLOAD);
            Gate second = relay.hold(UPLOAD);
            send(client, "abc");
            first.awaitHeld(bytes(3));
            second.awaitHeld(bytes(3));
            first.release();
            first.release();
            assertSilent(served);
            second.close();
            assertThat(read(served, 3)).isEqualTo("abc");
        }
    }

    @Test
    void saysWhatItHoldsWhenWaitingIsOver() {
        Gate gate = relay.hold(DOWNLOAD);
        assertThatThrownBy(() -> gate.awaitHeld(bytes(5), ofMillis(10)))
                .isInstanceOf(RelayTimeoutException.class)
                .hasMessage("gate must hold 5 B of download within PT0.01S: it holds 0 B");
        relay.close();
        gate.release();
    }

    @Test
    void dropsTheResponseToAWholeRequest() throws Exception {
        Trigger trigger = relay.afterUpload("\r\n\r\n").dropResponse();
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\n");
            send(client, "\r\n");
            assertThat(read(served, 27)).endsWith("\r\n\r\n");
            trigger.awaitFired(ofSeconds(20));
            send(served, "HTTP/1.1 200 OK\r\n");
            assertSilent(client);
        }
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            send(client, "\r\n\r\n");
            assertThat(read(served, 4)).isEqualTo("\r\n\r\n");
            send(served, "HTTP");
            assertThat(read(client, 4)).isEqualTo("HTTP");
        }
        assertThat(trigger.fired()).isEqualTo(1);
        assertThat(relay.events().toString()).contains("after \"\\r\\n\\r\\n\" of upload a trigger fired");
    }

    @Test
    void firesBehindExactlySoManyBytes() throws Exception {
        Trigger trigger = relay.afterUpload(bytes(5)).cut();
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            send(client, "abcdefgh");
            trigger.awaitFired(ofSeconds(20));
            assertThat(read(served, 5)).isEqualTo("abcde");
            assertSilent(served);
            assertThat(relay.conditions()).hasToString("cut upload; cut download");
            relay.restore();
            assertThat(read(served, 3)).isEqualTo("fgh");
        }
    }

    @Test
    void resetsAsOftenAsItIsTold() throws Exception {
        Trigger trigger = relay.afterDownload("ready").times(2).reset();
        for (int i = 0; i < 2; i++) {
            try (Socket client = line.client(relay);
                    Socket served = line.served()) {
                send(served, "get ready, go");
                assertThat(read(client, 9)).isEqualTo("get ready");
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            send(served, "get ready, go");
            assertThat(read(client, 13)).isEqualTo("get ready, go");
        }
        assertThat(trigger.fired()).isEqualTo(2);
    }

    @Test
    void watchesConnectionsThatAreOpenFromNowOn() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            send(client, "0123456789");
            assertThat(read(served, 10)).hasSize(10);
            relay.afterUpload(bytes(3)).apply(Conditions.parse("cut upload"));
            send(client, "abcdef");
            assertThat(read(served, 3)).isEqualTo("abc");
            assertSilent(served);
        }
    }

    @Test
    void runsSomethingThatMayCallTheRelay() throws Exception {
        AtomicLong connections = new AtomicLong();
        Trigger trigger = relay.afterUpload(bytes(1)).run(() -> {
            connections.set(relay.connections());
            relay.restore();
        });
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            send(client, "x");
            trigger.awaitFired(ofSeconds(20));
            assertThat(read(served, 1)).isEqualTo("x");
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void mustBeToldOnceWhatToDo() {
        Trigger trigger = relay.afterUpload(bytes(1));
        assertThatThrownBy(() -> trigger.times(0)).isInstanceOf(IllegalArgumentException.class);
        trigger.reset();
        assertThatThrownBy(trigger::cut).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> trigger.times(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> trigger.awaitFired(ofMillis(10)))
                .isInstanceOf(RelayTimeoutException.class)
                .hasMessage("trigger after 1 B of upload must fire within PT0.01S");
    }
}
