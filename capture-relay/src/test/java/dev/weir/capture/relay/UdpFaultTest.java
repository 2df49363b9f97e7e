package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static dev.weir.shaping.DataSize.bytes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong on a relay for UDP, seen from both ends. */
@Timeout(60)
class UdpFaultTest {
    private DatagramSocket server;
    private DatagramSocket client;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        relay = Relay.udp((InetSocketAddress) server.getLocalSocketAddress());
        client.connect(relay.address());
    }

    @AfterEach
    void stop() {
        relay.close();
        client.close();
        server.close();
    }

    private void ask(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        client.send(new DatagramPacket(bytes, bytes.length));
    }

    /** What the next datagram says; its sender is where answers go. */
    private static DatagramPacket next(DatagramSocket socket, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void assertServed(String text) throws IOException {
        assertThat(text(next(server, 20_000))).isEqualTo(text);
    }

    private static void assertSilent(DatagramSocket socket) {
        assertThatThrownBy(() -> next(socket, 100)).isInstanceOf(SocketTimeoutException.class);
    }

    private void answer(DatagramPacket question, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        server.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
    }

    @Test
    void aCutLosesDatagrams() throws IOException {
        relay.cut(UPLOAD);
        ask("lost");
        assertSilent(server);
        relay.restore();
        ask("found");
        assertServed("found");
    }

    @Test
    void aStallLeavesThemInTheSystemsBuffers() throws IOException {
        relay.stall(UPLOAD);
        ask("one");
        ask("two");
        assertSilent(server);
        relay.restore();
        assertServed("one");
        assertServed("two");
    }

    @Test
    void aRefusalTellsClientsThatNobodyListens() throws IOException {
        ask("one");
        DatagramPacket question = next(server, 20_000);
        relay.refuse();
        answer(question, "not to be had");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        ask("refused");
                        next(client, 10);
                    }
                })
                .isInstanceOf(PortUnreachableException.class);
        relay.restore();
        ask("two");
        assertServed("two");
    }

    @Test
    void aGateHoldsThemInOrder() throws IOException {
        try (Gate gate = relay.hold(UPLOAD)) {
            ask("abc");
            ask("de");
            gate.awaitHeld(bytes(5));
            assertSilent(server);
        }
        assertServed("abc");
        assertServed("de");
    }

    @Test
    void aTriggerDropsTheAnswer() throws IOException {
        Trigger trigger = relay.afterUpload("secret").dropResponse();
        ask("open");
        DatagramPacket first = next(server, 20_000);
        answer(first, "yes");
        assertThat(text(next(client, 20_000))).isEqualTo("yes");
        ask("a secret word");
        assertServed("a secret word");
        trigger.awaitFired(ofSeconds(20));
        answer(first, "no");
        assertSilent(client);
    }

    @Test
    void aTriggerChangesTheLineBehindItsDatagram() throws IOException {
        Trigger trigger = relay.afterUpload(bytes(3)).apply(Conditions.parse("upload loss=100 %"));
        try (Gate gate = relay.hold(UPLOAD)) {
            ask("one");
            ask("two");
            gate.awaitHeld(bytes(6));
        }
        assertServed("one");
        trigger.awaitFired(ofSeconds(20));
        assertServed("two");
        ask("three");
        assertSilent(server);
        relay.afterUpload(bytes(1)).cut();
        relay.apply(Conditions.NONE);
        ask("four");
        ask("five");
        assertServed("four");
        assertSilent(server);
    }

    @Test
    void rebindingChangesThePortThatTheTargetSees() throws IOException {
        ask("one");
        DatagramPacket first = next(server, 20_000);
        relay.rebind();
        answer(first, "to the old port");
        assertSilent(client);
        ask("two");
        DatagramPacket second = next(server, 20_000);
        assertThat(second.getPort()).isNotEqualTo(first.getPort());
        answer(second, "to the new port");
        assertThat(text(next(client, 20_000))).isEqualTo("to the new port");
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void countsWhatTheSystemLoses() throws IOException, InterruptedException {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "this system does not tell what it drops");
        relay.stall(UPLOAD);
        int sent = 8_000;
        byte[] datagram = new byte[1_400];
        for (int i = 0; i < sent; i++) {
            client.send(new DatagramPacket(datagram, datagram.length));
        }
        long lost = relay.accidents();
        assertThat(lost).isBetween(1L, sent - 1L);
        relay.restore();
        Await.until("the others have come", () -> packetsIn() >= sent - lost);
        assertThat(packetsIn()).isEqualTo(sent - lost);
    }

    private long packetsIn() {
        return relay.report().direction(Direction.OUTGOING).packetsIn();
    }

    @Test
    void readsWhatTheSystemTells() {
        List<String> table = List.of(
                "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops",
                " 1: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 1 2 0 17",
                " 2: 0100007F:1F91 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 1 2 0 5",
                " 3: 00000000000000000000000001000000:1F90 00:0000 07 0:0 00:0 0 0 0 1 2 0 3",
                " cut short");
        assertThat(KernelDrops.sum(table, Set.of(8080))).isEqualTo(20);
        assertThat(KernelDrops.sum(table, Set.of())).isZero();
        assertThat(KernelDrops.sum(List.of(), Set.of(8080))).isZero();
    }

    @Test
    void refusesFaultsOfConnections() {
        assertThatThrownBy(() -> relay.resetAfter(DOWNLOAD, bytes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fault is for TCP alone: reset after 1 B of download");
        assertThatThrownBy(relay::reset).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> relay.afterUpload(bytes(1)).reset()).isInstanceOf(IllegalArgumentException.class);
        assertThat(relay.conditions()).isEqualTo(Conditions.NONE);
        try (Relay tcp = Relay.tcp("127.0.0.1", 9)) {
            assertThatThrownBy(tcp::rebind).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
