package dev.weir.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.DropReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real clients and servers with a relay in between. */
@Timeout(60)
class RelayTest {
    private EchoServer server;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] random(int bytes, long seed) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return content;
    }

    /** Sends back what it gets, but in one piece, so that segments are cut alike in each run. */
    private static void answerAtOnce(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] exchange(InetSocketAddress address, byte[] content) throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            socket.getOutputStream().write(content);
            socket.shutdownOutput();
            return answer.get(50, TimeUnit.SECONDS);
        }
    }

    @Test
    void relaysBothWaysAndEndsEachByItself() throws Exception {
        byte[] content = random(5_000_000, 1);
        try (Relay relay = Relay.tcp(server.address())) {
            assertThat(exchange(relay.address(), content)).isEqualTo(content);
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void losesNoByteWhateverTheLineLoses() throws Exception {
        byte[] content = random(300_000, 2);
        try (ServerSocket late = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Relay relay = Relay.tcp((InetSocketAddress) late.getLocalSocketAddress())
                        .upload("loss=5 % delay=1 ms jitter=1 ms")
                        .download("loss=5 % delay=1 ms jitter=1 ms")
                        .seed(3)) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answerAtOnce(late));
            assertThat(exchange(relay.address(), content)).isEqualTo(content);
            answer.get(10, TimeUnit.SECONDS);
            assertThat(relay.report().toString()).contains("12 dropped", "6 dropped");
        }
    }

    @Test
    void changesNoByteWhateverTheLineCopiesAndCorrupts() throws Exception {
        byte[] content = random(300_000, 4);
        String line = "duplicate=50 % 2 copies corrupt=5 % delay=1 ms";
        try (Relay relay =
                Relay.tcp(server.address()).upload(line).download(line).seed(3)) {
            assertThat(exchange(relay.address(), content)).isEqualTo(content);
            DirectionReport report = relay.report().outgoing();
            assertThat(report.packetsDuplicated()).isPositive();
            assertThat(report.drops()).extracting(DropReport::reason).containsExactly(DropReason.CORRUPTED);
        }
    }

    @Test
    void chargesARoundTripBeforeTheFirstByte() throws Exception {
        try (Relay relay = Relay.tcp(server.address()).upload("delay=60 ms").download("delay=40 ms")) {
            InetSocketAddress address = relay.address();
            long start = System.nanoTime();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                socket.getOutputStream().write(1);
                assertThat(socket.getInputStream().read()).isEqualTo(1);
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
                long second = System.nanoTime();
                socket.getOutputStream().write(2);
                assertThat(socket.getInputStream().read()).isEqualTo(2);
                assertThat(System.nanoTime() - second).isGreaterThanOrEqualTo(100_000_000);
            }
        }
    }

    @Test
    void holdsARate() throws Exception {
        byte[] content = random(400_000, 4);
        try (Relay relay = Relay.tcp(server.address()).download("rate=8 Mbit/s queue=10000 packets")) {
            long start = System.nanoTime();
            assertThat(exchange(relay.address(), content)).isEqualTo(content);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(400_000_000);
        }
    }

    @Test
    void breaksTheClientsConnectionIfNobodyListens() throws Exception {
        InetSocketAddress gone = server.address();
        server.close();
        try (Relay relay = Relay.tcp(gone)) {
            InetSocketAddress address = relay.address();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void leavesABackloggedSenderWaiting() throws Exception {
        try (Relay relay = Relay.tcp(server.address()).upload("rate=1 Mbit/s")) {
            InetSocketAddress address = relay.address();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                OutputStream out = socket.getOutputStream();
                CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                    try {
                        out.write(random(40_000_000, 5));
                    } catch (IOException e) {
                        // the test is over
                    }
                });
                assertThatThrownBy(() -> writer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            }
        }
    }

    @Test
    void listensOnLoopbackOnlyUnlessToldOtherwise() throws Exception {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        try (Relay relay = Relay.tcp(server.address())) {
            assertThatThrownBy(() -> relay.listenOn(everywhere))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("loopback");
            assertThat(relay.address().getAddress().isLoopbackAddress()).isTrue();
            assertThatThrownBy(() -> relay.seed(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (Relay relay = Relay.tcp(server.address())) {
            exchange(relay.address(), random(100, 6));
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("weir-relay"));
    }

    @Test
    void keepsHalfAConnectionOpen() throws Exception {
        try (Relay relay = Relay.tcp(server.address())) {
            InetSocketAddress address = relay.address();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                socket.getOutputStream().write(7);
                InputStream in = socket.getInputStream();
                assertThat(in.read()).isEqualTo(7);
                socket.shutdownOutput();
                assertThat(in.read()).isEqualTo(-1);
            }
        }
    }
}
