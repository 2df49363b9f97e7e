package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static dev.weir.shaping.DataSize.bytes;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.impair.LinkProfiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong on a relay for TCP, seen from both ends. */
@SuppressWarnings("try") // closing early is what some tests are about
@Timeout(60)
class FaultTest {
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

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(20_000);
    }

    private static void assertBroken(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
    }

    /** One byte goes up. */
    private static void assertCarries(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(77);
        assertThat(to.getInputStream().read()).isEqualTo(77);
    }

    @Test
    void aCutHoldsWhatIsSentAndLetsItArriveAfterwards() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            relay.cut(UPLOAD);
            byte[] content = content(100_000);
            client.getOutputStream().write(content);
            assertCarries(served, client);
            assertSilent(served);
            relay.restore();
            assertThat(served.getInputStream().readNBytes(content.length)).isEqualTo(content);
        }
    }

    @Test
    void aConnectionThatIsOpenedOverACutLineIsEstablishedAfterwards() throws Exception {
        relay.cut();
        try (Socket client = line.client(relay)) {
            client.getOutputStream().write(5);
            relay.awaitConnections(1, ofSeconds(20));
            assertSilent(client);
            assertThat(line.serves()).isFalse();
            relay.restore();
            try (Socket served = line.served()) {
                assertThat(served.getInputStream().read()).isEqualTo(5);
            }
        }
    }

    @Test
    void theEndOfAStreamDoesNotPassACut() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            relay.cut(UPLOAD);
            client.close();
            assertSilent(served);
            relay.restore();
            assertThat(served.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aStallLeavesBytesWithTheirSender() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            relay.stall(UPLOAD);
            byte[] content = content(30_000_000);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    client.getOutputStream().write(content);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> writer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertSilent(served);
            relay.restore();
            assertThat(served.getInputStream().readNBytes(content.length)).isEqualTo(content);
            writer.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBlackHoleTakesEverythingAndBreaksTheConnectionAfterwards() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served();
                Socket idle = line.client(relay);
                Socket idleServed = line.served()) {
            assertCarries(client, served);
            assertCarries(idle, idleServed);
            relay.blackHole(UPLOAD);
            client.getOutputStream().write(content(40_000_000));
            assertSilent(served);
            relay.restore();
            assertBroken(served);
            assertBroken(client);
            assertCarries(idle, idleServed);
        }
    }

    @Test
    void nobodyIsAnsweredThroughABlackHole() throws Exception {
        relay.blackHole();
        try (Socket client = line.client(relay)) {
            client.getOutputStream().write(1);
            assertSilent(client);
            assertThat(line.serves()).isFalse();
            relay.restore();
            assertBroken(client);
        }
    }

    @Test
    void aRefusalConcernsNewConnectionsAlone() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            InetSocketAddress address = relay.address();
            relay.refuse();
            assertThatThrownBy(() -> line.client(relay)).isInstanceOf(ConnectException.class);
            assertCarries(client, served);
            relay.restore();
            assertThat(relay.address()).isEqualTo(address);
            try (Socket again = line.client(relay);
                    Socket servedAgain = line.served()) {
                assertCarries(again, servedAgain);
            }
            assertThat(relay.connections()).isEqualTo(2);
        }
    }

    @Test
    void aFullBacklogLetsClientsWait() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "other systems refuse when their backlog is full");
        relay.fullBacklog();
        try (Socket client = new Socket()) {
            assertThatThrownBy(() -> client.connect(relay.address(), 300)).isInstanceOf(SocketTimeoutException.class);
        }
        CompletableFuture<Socket> late = CompletableFuture.supplyAsync(() -> {
            try {
                return line.client(relay);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> late.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        relay.restore();
        try (Socket client = late.get(20, TimeUnit.SECONDS);
                Socket served = line.served()) {
            assertCarries(client, served);
        }
    }

    @Test
    void aResetBreaksBothEnds() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            relay.reset();
            assertBroken(client);
            assertBroken(served);
            assertThat(relay.openConnections()).isZero();
        }
    }

    @Test
    void aResetAfterBytesLetsExactlyTheseArrive() throws Exception {
        relay.resetAfter(DOWNLOAD, bytes(10_000));
        for (int i = 0; i < 3; i++) {
            try (Socket client = line.client(relay);
                    Socket served = line.served()) {
                byte[] content = content(50_000);
                served.getOutputStream().write(content);
                assertThat(client.getInputStream().readNBytes(10_000)).isEqualTo(Arrays.copyOf(content, 10_000));
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                assertBroken(served);
            }
        }
    }

    @Test
    void aResetAfterBytesThatHavePassedIsAReset() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(served, client);
            relay.resetAfter(DOWNLOAD, bytes(1));
            assertBroken(client);
        }
    }

    @Test
    void aResetAfterATimeSparesYoungerConnections() throws Exception {
        relay.resetAfter(ofMillis(300));
        long start = System.nanoTime();
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            assertBroken(client);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);
        }
        relay.restore();
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertSilent(client);
            assertSilent(client);
            assertSilent(client);
            assertCarries(client, served);
            relay.resetAfter(ofMillis(10));
            assertBroken(served);
        }
    }

    @Test
    void aCloseAfterBytesLetsExactlyTheseArrive() throws Exception {
        relay.closeAfter(UPLOAD, bytes(1_000));
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            byte[] content = content(3_000);
            client.getOutputStream().write(content);
            assertThat(served.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(content, 1_000));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();
            served.close();
            Await.until("no connection is open", () -> relay.openConnections() == 0);
        }
    }

    @Test
    void aSlowCloseDelaysTheEndAlone() throws Exception {
        relay.slowClose(ofMillis(300));
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            client.getOutputStream().write(3);
            client.shutdownOutput();
            long start = System.nanoTime();
            assertThat(served.getInputStream().read()).isEqualTo(3);
            assertThat(served.getInputStream().read()).isEqualTo(-1);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(250_000_000);
            assertCarries(served, client);
        }
    }

    @Test
    void theEndOfASlowCloseEndsTheWait() throws Exception {
        relay.slowClose(ofSeconds(50));
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            client.shutdownOutput();
            assertSilent(served);
            relay.restore();
            assertThat(served.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void slicesArriveOneByOne() throws Exception {
        relay.slice(DOWNLOAD, bytes(100), ofMillis(20));
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            byte[] content = content(1_000);
            long start = System.nanoTime();
            served.getOutputStream().write(content);
            byte[] buffer = new byte[1_000];
            int first = client.getInputStream().read(buffer);
            assertThat(first).isLessThanOrEqualTo(100);
            assertThat(client.getInputStream().readNBytes(buffer, first, 1_000 - first))
                    .isEqualTo(1_000 - first);
            assertThat(buffer).isEqualTo(content);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(180_000_000);
        }
    }

    @Test
    void failsTheFirstConnections() throws Exception {
        relay.failFirst(2);
        for (int i = 0; i < 2; i++) {
            assertFails();
        }
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            assertThat(relay.events().toString()).contains("connection 1 was failed", "connection 2 was failed");
            relay.cut(UPLOAD);
        }
        relay.failFirst(1);
        assertFails();
    }

    /** A connection breaks, be it before the client knows that there is one. */
    private void assertFails() {
        assertThatThrownBy(() -> {
                    try (Socket client = line.client(relay)) {
                        client.getInputStream().read();
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    void holdsTheFirstByteBack() throws Exception {
        relay.firstByteDelay(ofMillis(300));
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            long start = System.nanoTime();
            served.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);
            served.setTcpNoDelay(true);
            long second = System.nanoTime();
            assertCarries(served, client);
            assertThat(System.nanoTime() - second).isLessThan(250_000_000);
        }
    }

    @Test
    void changesEverythingAtOnceOrNothing() throws Exception {
        relay.initially("refuse");
        assertThatThrownBy(() -> line.client(relay)).isInstanceOf(ConnectException.class);
        relay.apply("slow close 2 s");
        assertThat(relay.conditions()).hasToString("slow close 2 s");
        try (Socket client = line.client(relay)) {
            client.getOutputStream().write(1);
            assertThat(line.served().getInputStream().read()).isEqualTo(1);
            assertThatThrownBy(() -> relay.apply("cut upload; explode")).isInstanceOf(IllegalArgumentException.class);
            assertThat(relay.conditions()).hasToString("slow close 2 s");
        }
        relay.restore();
        assertThatThrownBy(() -> line.client(relay)).isInstanceOf(ConnectException.class);
        assertThat(relay.events()).extracting(RelayEvent::text).containsExactly("slow close 2 s", "refuse", "restored");
    }

    @Test
    void changesItsLinesWhileItRuns() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            relay.upload("delay=200 ms");
            long start = System.nanoTime();
            assertCarries(client, served);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
            relay.apply("download delay=150 ms");
            long second = System.nanoTime();
            assertCarries(client, served);
            assertThat(System.nanoTime() - second).isLessThan(150_000_000);
            long third = System.nanoTime();
            assertCarries(served, client);
            assertThat(System.nanoTime() - third).isGreaterThanOrEqualTo(150_000_000);
            relay.restore();
            assertThat(relay.conditions()).isEqualTo(Conditions.NONE);
        }
    }

    @Test
    void takesOverProfiles() throws Exception {
        relay.profile(LinkProfiles.WEB_PAGE_TEST_3G);
        assertThat(relay.conditions())
                .isEqualTo(Conditions.NONE
                        .withUpload(LinkProfiles.WEB_PAGE_TEST_3G.upload())
                        .withDownload(LinkProfiles.WEB_PAGE_TEST_3G.download()));
        relay.cut(UPLOAD).profile(LinkProfiles.WEB_PAGE_TEST_CABLE);
        assertThat(relay.conditions().download()).isEqualTo(LinkProfiles.WEB_PAGE_TEST_CABLE.download());
        assertThat(relay.conditions().faults()).hasSize(1);
        relay.restore();
        assertThat(relay.conditions().download()).isEqualTo(LinkProfiles.WEB_PAGE_TEST_3G.download());
    }

    @Test
    void closesConnectionsOnDemand() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            relay.closeConnections();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(served.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void isAsNewOnceCleared() throws Exception {
        relay.upload("delay=1 ms");
        Trigger trigger = relay.afterUpload(bytes(1)).reset();
        Gate gate = relay.hold(DOWNLOAD);
        relay.cut();
        try (Socket client = line.client(relay)) {
            relay.awaitConnections(1, ofSeconds(20));
            relay.clear();
            assertBroken(client);
        }
        assertThat(relay.connections()).isZero();
        assertThat(relay.conditions()).hasToString("upload delay=1 ms");
        assertThat(relay.events()).isEmpty();
        try (Socket client = line.client(relay);
                Socket served = line.served()) {
            assertCarries(client, served);
            assertCarries(served, client);
        }
        assertThat(trigger.fired()).isZero();
        gate.release();
    }

    @Test
    void reportsAndRandomModelsStartAfreshOnceCleared() throws Exception {
        try (EchoServer echo = new EchoServer();
                Relay lossy = Relay.tcp(echo.address())
                        .upload("loss=20 %")
                        .stalls(new StallModel(ofMillis(10), ofMillis(10), ofSeconds(1), 50))
                        .seed(4)) {
            String first = "";
            for (int i = 0; i < 3; i++) {
                try (Socket client =
                        new Socket(lossy.address().getAddress(), lossy.address().getPort())) {
                    for (int j = 0; j < 40; j++) {
                        client.getOutputStream().write(new byte[1448]);
                        client.getInputStream().readNBytes(1448);
                    }
                }
                Await.until("the connection has ended", () -> lossy.openConnections() == 0);
                DirectionReport upload = lossy.report().direction(Direction.OUTGOING);
                String counts = upload.packetsIn() + " in, " + upload.packetsDropped() + " dropped";
                assertThat(upload.packetsDropped()).isPositive();
                assertThat(counts).isEqualTo(i == 0 ? counts : first);
                first = counts;
                lossy.clear();
                assertThat(lossy.report().direction(Direction.OUTGOING).packetsIn())
                        .isZero();
            }
        }
    }

    @Test
    void keepsConnectionsOnDemand() throws Exception {
        try (Socket client = line.client(relay);
                Socket served = line.served();
                Socket other = line.client(relay);
                Socket otherServed = line.served()) {
            assertCarries(client, served);
            assertCarries(other, otherServed);
            relay.blackHole(UPLOAD);
            other.getOutputStream().write(1);
            assertSilent(otherServed);
            relay.clearKeepingConnections();
            assertCarries(client, served);
            assertBroken(other);
        }
        assertThat(relay.connections()).isZero();
    }

    @Test
    void waitsForConnectionsOnlySoLong() {
        assertThatThrownBy(() -> relay.awaitConnections(1, ofMillis(20)))
                .isInstanceOf(RelayTimeoutException.class)
                .hasMessage("1 connections must come within PT0.02S: 0 came");
    }
}
