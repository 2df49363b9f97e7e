package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets and channels that pass a line by themselves. */
@SuppressWarnings("try") // closing early is what some tests are about
@Timeout(60)
class AdaptersTest {
    @Test
    void connectTakesARoundTrip() throws IOException {
        try (EchoServer echo = new EchoServer();
                ImpairedSocketFactory sockets =
                        new ImpairedSocketFactory(Conditions.parse("upload delay=60 ms; download delay=40 ms"), 1)) {
            long start = System.nanoTime();
            try (Socket socket = sockets.createSocket(
                    echo.address().getAddress(), echo.address().getPort())) {
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000);
                assertThat(socket.getRemoteSocketAddress()).isEqualTo(echo.address());
                assertThat(socket.getPort()).isEqualTo(echo.address().getPort());
                assertThat(socket.getInetAddress()).isEqualTo(echo.address().getAddress());
                socket.getOutputStream().write(4);
                assertThat(socket.getInputStream().read()).isEqualTo(4);
            }
            assertThat(sockets.relay(echo.address()).connections()).isEqualTo(1);
        }
    }

    @Test
    void connectFailsWhereNobodyListens() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) server.getLocalSocketAddress();
        }
        try (ImpairedSocketFactory sockets = new ImpairedSocketFactory(Conditions.parse("both delay=20 ms"), 1)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> sockets.createSocket(nobody.getAddress(), nobody.getPort()))
                    .isInstanceOf(ConnectException.class);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(40_000_000);
        }
    }

    @Test
    void connectTimesOutOverACutLine() throws IOException {
        try (EchoServer echo = new EchoServer();
                ImpairedSocketFactory sockets = new ImpairedSocketFactory(Conditions.NONE, 1)) {
            sockets.relay(echo.address());
            sockets.cut(UPLOAD);
            try (Socket socket = sockets.createSocket()) {
                assertThatThrownBy(() -> socket.connect(echo.address(), 100))
                        .isInstanceOf(SocketTimeoutException.class);
                assertThat(socket.isClosed()).isTrue();
            }
            sockets.restore();
            try (Socket socket = sockets.createSocket()) {
                socket.connect(echo.address(), 20_000);
                assertThat(socket.isConnected()).isTrue();
            }
            sockets.close();
            assertThatThrownBy(() -> sockets.relay(echo.address())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void datagramsPassBothWays() throws IOException {
        try (DatagramPair pair = DatagramPair.open(Conditions.parse("both delay=1 ms"), 1)) {
            pair.left().write(UTF_8.encode("ping"));
            ByteBuffer room = ByteBuffer.allocate(100);
            pair.right().read(room);
            assertThat(UTF_8.decode(room.flip()).toString()).isEqualTo("ping");
            pair.right().write(UTF_8.encode("pong"));
            pair.left().read(room.clear());
            assertThat(UTF_8.decode(room.flip()).toString()).isEqualTo("pong");
        }
    }

    @Test
    void datagramsAreLostAlikeForTheSameSeed() throws IOException, InterruptedException {
        Set<Set<Integer>> outcomes = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            outcomes.add(survivors(3));
        }
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.iterator().next()).hasSizeBetween(60, 95);
        assertThat(outcomes).doesNotContain(survivors(4));
    }

    private static long packets(DatagramPair pair) {
        return pair.relay().report().direction(Direction.OUTGOING).packetsIn();
    }

    private static Set<Integer> survivors(long seed) throws IOException, InterruptedException {
        Set<Integer> survivors = new HashSet<>();
        try (DatagramPair pair = DatagramPair.open(Conditions.parse("upload loss=20 %"), seed)) {
            for (int i = 0; i < 100; i++) {
                pair.left().write(ByteBuffer.allocate(4).putInt(i).flip());
            }
            Await.until("all have come to the line", () -> packets(pair) == 101);
            pair.relay().apply(Conditions.NONE);
            pair.left().write(ByteBuffer.allocate(4).putInt(-1).flip());
            int number = 0;
            while (number >= 0) {
                ByteBuffer room = ByteBuffer.allocate(4);
                pair.right().read(room);
                number = room.flip().getInt();
                survivors.add(number);
            }
        }
        return survivors;
    }
}
