package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.SharedLink;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes that connect to each other. */
@SuppressWarnings("try") // closing early is what some tests are about
@Timeout(60)
class ImpairedNetworkTest {
    private EchoServer a;
    private EchoServer b;
    private EchoServer c;
    private ImpairedNetwork network;

    @BeforeEach
    void start() throws IOException {
        a = new EchoServer();
        b = new EchoServer();
        c = new EchoServer();
        network = new ImpairedNetwork(7)
                .node("a", a::address)
                .node("b", b::address)
                .node("c", c::address)
                .node("client");
    }

    @AfterEach
    void stop() {
        network.close();
        a.close();
        b.close();
        c.close();
    }

    private Socket connect(String from, String to) throws IOException {
        InetSocketAddress address = network.address(from, to);
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void assertEchoes(Socket socket) throws IOException {
        socket.getOutputStream().write(9);
        assertThat(socket.getInputStream().read()).isEqualTo(9);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.getOutputStream().write(9);
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(20_000);
    }

    @Test
    void aPartitionSeparatesGroupsUntilHealed() throws IOException {
        try (Socket ab = connect("a", "b");
                Socket bc = connect("b", "c");
                Socket client = connect("client", "a")) {
            assertEchoes(ab);
            network.partition(Set.of("a"), Set.of("b", "c"));
            assertSilent(ab);
            assertEchoes(bc);
            assertEchoes(client);
            try (Socket late = connect("c", "a")) {
                assertSilent(late);
                network.heal();
                assertThat(late.getInputStream().read()).isEqualTo(9);
            }
            assertThat(ab.getInputStream().read()).isEqualTo(9);
        }
    }

    @Test
    void aNodeIsIsolatedFromAll() throws IOException {
        network.isolate("a");
        try (Socket ab = connect("a", "b");
                Socket client = connect("client", "a");
                Socket bc = connect("b", "c")) {
            assertSilent(ab);
            assertSilent(client);
            assertEchoes(bc);
        }
    }

    @Test
    void twoNodesHaveTheirOwnTrouble() throws IOException {
        try (Socket ab = connect("a", "b");
                Socket ba = connect("b", "a");
                Socket ac = connect("a", "c")) {
            Between between = network.between("a", "b").cut(UPLOAD);
            assertThat(network.relay("a", "b").conditions()).hasToString("cut upload");
            assertThat(network.relay("b", "a").conditions()).hasToString("cut download");
            assertSilent(ab);
            assertSilent(ba);
            assertEchoes(ac);
            between.heal();
            assertThat(ab.getInputStream().read()).isEqualTo(9);
            assertThat(ba.getInputStream().read()).isEqualTo(9);
            between.reset();
            assertThatThrownBy(() -> ab.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void everyFaultIsTurnedForConnectionsTheOtherWay() {
        for (String fault : List.of(
                "cut upload",
                "stall download",
                "black hole upload",
                "reset after 10 kB of download",
                "close after 1 kB of upload",
                "slice upload 10 B every 1 ms",
                "first byte of download after 1 ms")) {
            network.heal();
            network.between("a", "b").fault(Fault.parse(fault));
            String turned = fault.contains("upload")
                    ? fault.replace("upload", "download")
                    : fault.replace("download", "upload");
            assertThat(network.relay("a", "b").conditions()).hasToString(fault);
            assertThat(network.relay("b", "a").conditions()).hasToString(turned);
        }
    }

    @Test
    void aLinkIsSharedByEverythingThatANodeSends() throws IOException {
        SharedLink uplink = SharedLink.of(Rate.parse("1 Mbit/s"));
        network.initially(Conditions.parse("upload delay=50 ms")).uplink("a", uplink);
        assertThatThrownBy(() -> network.downlink("b", uplink))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("download of b to a");
        long start = System.nanoTime();
        try (Socket ab = connect("a", "b");
                Socket ac = connect("a", "c")) {
            ab.getOutputStream().write(new byte[10_000]);
            ac.getOutputStream().write(new byte[10_000]);
            ab.getInputStream().readNBytes(10_000);
            ac.getInputStream().readNBytes(10_000);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(210_000_000);
        }
    }

    @Test
    void aRelayTakesOverWhatItsSharedLinkHasBesides() throws IOException {
        SharedLink link = SharedLink.of(Impairment.parse("rate=8 Mbit/s delay=40 ms"));
        try (Relay relay = Relay.tcp(a.address()).through(link)) {
            assertThat(relay.conditions()).hasToString("upload delay=40 ms; download delay=40 ms");
            relay.apply("cut upload").restore();
            assertThat(relay.conditions()).hasToString("upload delay=40 ms; download delay=40 ms");
            assertThatThrownBy(() -> relay.apply("upload delay=1 s; download rate=1 Mbit/s; refuse"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(relay.conditions()).hasToString("upload delay=40 ms; download delay=40 ms");
            long start = System.nanoTime();
            try (Socket socket =
                    new Socket(relay.address().getAddress(), relay.address().getPort())) {
                assertEchoes(socket);
                assertThat(System.nanoTime() - start).isBetween(160_000_000L, 1_900_000_000L);
            }
        }
    }

    @Test
    void seedsFollowFromNamesAlone() {
        long seed = network.relay("a", "b").seed();
        try (ImpairedNetwork other = new ImpairedNetwork(7)) {
            other.node("b", b::address).node("a", a::address);
            assertThat(other.relay("b", "a").seed()).isNotEqualTo(seed);
            assertThat(other.relay("a", "b").seed()).isEqualTo(seed);
        }
        try (ImpairedNetwork other = new ImpairedNetwork(8)) {
            other.node("b", b::address).node("a", a::address);
            assertThat(other.relay("a", "b").seed()).isNotEqualTo(seed);
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> network.node("a")).hasMessageContaining("node is there already: a");
        assertThatThrownBy(() -> network.address("a", "z")).hasMessageContaining("unknown node");
        assertThatThrownBy(() -> network.address("a", "a")).hasMessageContaining("nodes must differ");
        assertThatThrownBy(() -> network.partition(Set.of("a"), Set.of("a", "b")))
                .hasMessageContaining("in two groups");
        network.relay("a", "b");
        assertThatThrownBy(() -> network.initially("a", "b", Conditions.NONE))
                .isInstanceOf(IllegalStateException.class);
        network.close();
        assertThatThrownBy(() -> network.relay("a", "b")).isInstanceOf(IllegalStateException.class);
    }
}
