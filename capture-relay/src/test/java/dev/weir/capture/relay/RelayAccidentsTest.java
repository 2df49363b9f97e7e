package dev.weir.capture.relay;

import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.DataSize;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What breaks around a relay, and that it takes no harm. */
@SuppressWarnings("try") // closing early is what some tests are about
@Timeout(60)
class RelayAccidentsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Logger LOGGER = Logger.getLogger("dev.weir.capture.relay");

    @BeforeAll
    static void beQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void beLoud() {
        LOGGER.setLevel(null);
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 100, LOOPBACK);
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static Socket connect(Relay relay) throws IOException {
        return new Socket(relay.address().getAddress(), relay.address().getPort());
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "relay accidents");
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes until the connection breaks. */
    private static CompletableFuture<Void> flood(Socket socket) {
        return CompletableFuture.runAsync(
                () -> {
                    byte[] bytes = new byte[50_000];
                    try {
                        OutputStream out = socket.getOutputStream();
                        while (true) {
                            out.write(bytes);
                        }
                    } catch (IOException e) {
                        // it is broken
                    }
                },
                RelayAccidentsTest::start);
    }

    private static void awaitNone(Relay relay) throws InterruptedException {
        Await.until("no connection is open", () -> relay.openConnections() == 0);
    }

    @Test
    void tellsTheServerOfAClientThatResetsWhileItIsSentTo() throws Exception {
        try (ServerSocket server = server();
                Relay relay = Relay.tcp(address(server)).download("rate=50 Mbit/s delay=2 ms");
                Socket client = connect(relay);
                Socket served = server.accept()) {
            CompletableFuture<Void> flood = flood(served);
            client.getInputStream().readNBytes(200_000);
            reset(client);
            flood.get(30, TimeUnit.SECONDS);
            awaitNone(relay);
        }
    }

    @Test
    void tellsTheClientOfAServerThatResetsWhileItIsSentTo() throws Exception {
        try (ServerSocket server = server();
                Relay relay = Relay.tcp(address(server)).upload("rate=50 Mbit/s delay=2 ms");
                Socket client = connect(relay);
                Socket served = server.accept()) {
            CompletableFuture<Void> flood = flood(client);
            served.getInputStream().readNBytes(200_000);
            reset(served);
            flood.get(30, TimeUnit.SECONDS);
            awaitNone(relay);
        }
    }

    @Test
    void endsAConnectionThatBothBreakBeforeTheyHearOfEachOther() throws Exception {
        try (ServerSocket server = server();
                Relay relay = Relay.tcp(address(server)).upload("delay=50 ms").download("delay=50 ms")) {
            for (int i = 0; i < 4; i++) {
                try (Socket client = connect(relay);
                        Socket served = server.accept()) {
                    served.getOutputStream().write(1);
                    assertThat(client.getInputStream().read()).isEqualTo(1);
                    reset(client);
                    reset(served);
                }
            }
            awaitNone(relay);
        }
    }

    @Test
    void breaksNoOtherConnectionWhereEndsBreakWithBytesOnTheirWay() throws Exception {
        try (ServerSocket server = server();
                Relay relay = Relay.tcp(address(server))
                        .upload("delay=30 ms loss=2 %")
                        .download("delay=30 ms loss=2 %")
                        .window(DataSize.ofBytes(65_536));
                Socket survivor = connect(relay);
                Socket served = server.accept()) {
            byte[] content = new byte[300_000];
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> {
                        try {
                            survivor.getOutputStream().write(content);
                            survivor.shutdownOutput();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    RelayAccidentsTest::start);
            for (int i = 0; i < 10; i++) {
                Socket client = connect(relay);
                Socket other = server.accept();
                CompletableFuture<Void> floods = CompletableFuture.allOf(flood(client), flood(other));
                reset(client);
                reset(other);
                floods.get(20, TimeUnit.SECONDS);
            }
            assertThat(served.getInputStream().readAllBytes()).isEqualTo(content);
            writer.get(10, TimeUnit.SECONDS);
            served.close();
            assertThat(survivor.getInputStream().read()).isEqualTo(-1);
            awaitNone(relay);
        }
    }

    @Test
    void breaksTheConnectionAloneIfItsTargetIsNotKnown() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (EchoServer echo = new EchoServer();
                Relay relay = Relay.tcp(() -> switch (calls.getAndIncrement()) {
                    case 0 -> throw new IllegalStateException("not yet");
                    case 1 -> throw new AssertionError("never");
                    case 2 -> InetSocketAddress.createUnresolved("nowhere.invalid", 80);
                    default -> echo.address();
                })) {
            for (int i = 0; i < 3; i++) {
                try (Socket client = connect(relay)) {
                    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                }
            }
            try (Socket client = connect(relay)) {
                client.getOutputStream().write(3);
                assertThat(client.getInputStream().read()).isEqualTo(3);
            }
            assertThat(relay.connections()).isEqualTo(4);
            awaitNone(relay);
        }
    }

    @Test
    void losesADatagramWhoseTargetIsNotKnown() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK);
                Relay relay = Relay.udp(() -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("not yet");
                    }
                    return (InetSocketAddress) server.getLocalSocketAddress();
                });
                DatagramSocket client = new DatagramSocket()) {
            client.connect(relay.address());
            client.send(new DatagramPacket(new byte[] {1}, 1));
            client.send(new DatagramPacket(new byte[] {2}, 1));
            DatagramPacket came = new DatagramPacket(new byte[10], 10);
            server.receive(came);
            assertThat(came.getData()[0]).isEqualTo((byte) 2);
        }
    }

    @Test
    void refusesATargetThatIsNotResolved() {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 80);
        assertThatThrownBy(() -> Relay.tcp(nowhere)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Relay.udp(nowhere)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatBrokeItAtTheNextCall() throws Exception {
        AssertionError bug = new AssertionError("a bug in a rule");
        try (ServerSocket server = server();
                Relay relay = Relay.tcp(address(server)).rule("buggy", (packet, context) -> {
                    if (packet.payloadLength() > 0) {
                        throw bug;
                    }
                    return pass();
                });
                Socket client = connect(relay)) {
            client.getOutputStream().write(1);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> {
                        while (true) {
                            relay.openConnections();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCause(bug);
            assertThatThrownBy(relay::address)
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCause(bug);
            assertThatThrownBy(relay::report)
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCause(bug);
        }
    }

    @Test
    void mayBeAskedAndClosedFromItsOwnThread() throws Exception {
        AtomicReference<Relay> itself = new AtomicReference<>();
        AtomicInteger open = new AtomicInteger(-1);
        try (Relay relay = Relay.tcp(() -> {
            Relay own = Objects.requireNonNull(itself.get());
            open.set(own.openConnections());
            own.close();
            return new InetSocketAddress(LOOPBACK, 9);
        })) {
            itself.set(relay);
            try (Socket client = connect(relay)) {
                assertThatThrownBy(() -> {
                            int read = client.getInputStream().read();
                            throw new SocketException("ended: " + read);
                        })
                        .isInstanceOf(SocketException.class);
            }
            assertThat(open).hasValue(0);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("weir-relay"));
    }

    @Test
    void answersWhoAsksWhileItCloses() throws Exception {
        for (int i = 0; i < 100; i++) {
            Relay relay = Relay.tcp(new InetSocketAddress(LOOPBACK, 9));
            relay.address();
            CompletableFuture<Void> asker = CompletableFuture.runAsync(
                    () -> {
                        try {
                            while (true) {
                                relay.openConnections();
                            }
                        } catch (IllegalStateException e) {
                            // it is closed
                        }
                    },
                    RelayAccidentsTest::start);
            relay.close();
            asker.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void givesBackWhatItTookIfItCannotListen() throws Exception {
        try (ServerSocket taken = server();
                DatagramSocket takenUdp = new DatagramSocket(0, LOOPBACK)) {
            refuseToOpen(taken, takenUdp);
            long before = descriptors();
            for (int i = 0; i < 30; i++) {
                refuseToOpen(taken, takenUdp);
            }
            assertThat(descriptors()).isLessThan(before + 20);
        }
    }

    private static void refuseToOpen(ServerSocket taken, DatagramSocket takenUdp) {
        try (Relay tcp = Relay.tcp("127.0.0.1", 9).port(taken.getLocalPort());
                Relay udp = Relay.udp(new InetSocketAddress(LOOPBACK, 9)).port(takenUdp.getLocalPort())) {
            assertThatThrownBy(tcp::address).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(udp::address).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void keepsNothingOfConnectionsThatEnded() throws Exception {
        try (EchoServer echo = new EchoServer();
                Relay relay = Relay.tcp(echo.address())) {
            cycle(relay, 100);
            long before = descriptors();
            cycle(relay, 1_900);
            assertThat(relay.connections()).isEqualTo(2_000);
            Await.until("descriptors are given back", () -> descriptors() < before + 20);
        }
    }

    private static void cycle(Relay relay, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (Socket client = connect(relay)) {
                if (i % 3 == 0) {
                    client.getOutputStream().write(i);
                    assertThat(client.getInputStream().read()).isEqualTo(i & 0xFF);
                } else if (i % 3 == 1) {
                    client.setSoLinger(true, 0);
                }
            }
        }
        awaitNone(relay);
    }

    /** The open ones of this process, where the system shows them. */
    private static long descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }
}
