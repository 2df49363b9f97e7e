package dev.weir.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many connections at once, and connections that are cut differently. */
@SuppressWarnings("try") // closing early is what some tests are about
@Timeout(60)
class RelayCrowdTest {
    /** A client that sends random bytes and expects them back, without a thread of its own. */
    private static final class Client {
        private final SocketChannel channel;
        private final ByteBuffer out;
        private final byte[] content;
        private final ByteBuffer in;

        Client(Selector selector, InetSocketAddress relay, long seed) throws IOException {
            Random random = new Random(seed);
            content = new byte[random.nextInt(40_000)];
            random.nextBytes(content);
            out = ByteBuffer.wrap(content);
            in = ByteBuffer.allocate(content.length + 1);
            channel = SocketChannel.open(relay);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, this);
        }

        /** The answer is whether the connection has ended. */
        boolean ready(SelectionKey key) throws IOException {
            if (key.isWritable()) {
                channel.write(out);
                if (!out.hasRemaining()) {
                    channel.shutdownOutput();
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable() && channel.read(in) < 0) {
                channel.close();
                return true;
            }
            return false;
        }

        byte[] answer() {
            return Arrays.copyOf(in.array(), in.position());
        }
    }

    @Test
    void carriesThreeHundredConnectionsBothWaysUnderLoss() throws IOException, InterruptedException {
        try (EchoServer echo = new EchoServer();
                Selector selector = Selector.open();
                Relay relay = Relay.tcp(echo.address())
                        .upload("rate=200 Mbit/s delay=3 ms jitter=2 ms loss=2 % queue=20 packets")
                        .download("rate=200 Mbit/s delay=3 ms jitter=2 ms loss=2 %")
                        .stalls(quick())
                        .seed(8)) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                clients.add(new Client(selector, relay.address(), i));
            }
            int ended = 0;
            while (ended < clients.size()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    ended += ((Client) key.attachment()).ready(key) ? 1 : 0;
                }
                selector.selectedKeys().clear();
            }
            for (Client client : clients) {
                assertThat(client.answer()).isEqualTo(client.content);
            }
            assertThat(relay.connections()).isEqualTo(300);
            Await.until("no connection is open", () -> relay.openConnections() == 0);
        }
    }

    private static StallModel quick() {
        Duration least = Duration.ofMillis(20);
        return new StallModel(least, least, Duration.ofSeconds(1), 50);
    }

    @Test
    void meetsTheSameLossesHoweverItIsWritten() throws IOException {
        assertThat(dropped(1)).isPositive().isEqualTo(dropped(7)).isEqualTo(dropped(31));
    }

    /** What a line loses of a stream that is written in pieces of so many segments. */
    private static long dropped(int segments) throws IOException {
        byte[] piece = new byte[segments * 1448];
        int pieces = 217 * 2 / segments;
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Relay relay = Relay.tcp((InetSocketAddress) server.getLocalSocketAddress())
                        .upload("loss=10 %")
                        .stalls(quick())
                        .seed(5);
                Socket client =
                        new Socket(relay.address().getAddress(), relay.address().getPort());
                Socket served = server.accept()) {
            client.setTcpNoDelay(true);
            for (int i = 0; i < pieces; i++) {
                client.getOutputStream().write(piece);
                assertThat(served.getInputStream().readNBytes(piece.length)).hasSize(piece.length);
            }
            return relay.report().direction(Direction.OUTGOING).packetsDropped();
        }
    }

    @Test
    void closesWhileBytesAreOnTheirWay() throws IOException {
        try (EchoServer echo = new EchoServer();
                Relay relay = Relay.tcp(echo.address()).upload("rate=1 Mbit/s").download("delay=1 s");
                Socket client =
                        new Socket(relay.address().getAddress(), relay.address().getPort())) {
            client.getOutputStream().write(new byte[100_000]);
            relay.close();
            relay.close();
            int read;
            try {
                read = client.getInputStream().read();
            } catch (IOException e) {
                read = -1;
            }
            assertThat(read).isEqualTo(-1);
        }
    }

    @Test
    void relaysOverIpv6() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        ServerSocket server;
        try {
            server = new ServerSocket(0, 10, loopback);
        } catch (IOException e) {
            assumeTrue(false, "this machine has no IPv6 loopback address");
            return;
        }
        try (server;
                Relay relay = Relay.tcp((InetSocketAddress) server.getLocalSocketAddress())
                        .listenOn(loopback)
                        .upload("loss=5 %")
                        .seed(2);
                Socket client =
                        new Socket(relay.address().getAddress(), relay.address().getPort());
                Socket served = server.accept()) {
            assertThat(relay.uri("http").toString()).startsWith("http://[").contains("]:");
            client.getOutputStream().write(new byte[100_000]);
            client.shutdownOutput();
            assertThat(served.getInputStream().readAllBytes()).hasSize(100_000);
        }
    }
}
