package dev.weir.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.DirectionReport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams with a relay in between. */
@Timeout(60)
class UdpRelayTest {
    private static final int DATAGRAMS = 300;

    private DatagramSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo, "udp echo");
        echo.setDaemon(true);
        echo.start();
    }

    private void echo() {
        byte[] room = new byte[65_535];
        while (!server.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(room, room.length);
            try {
                server.receive(datagram);
                server.send(datagram);
            } catch (IOException e) {
                return;
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private InetSocketAddress target() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** The numbers that come back. Some are sent, and when the relay has dealt with them what it sent back is read, so that no buffer overflows. */
    private static List<Integer> echoed(Relay relay) throws IOException, InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        long askedBefore = asked(relay);
        long answeredBefore = way(relay, Direction.INCOMING).packetsOut();
        try (DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(20_000);
            client.connect(relay.address());
            for (int i = 0; i < DATAGRAMS; i++) {
                client.send(
                        new DatagramPacket(ByteBuffer.allocate(100).putInt(i).array(), 100));
                if (i % 25 == 24) {
                    long asked = askedBefore + i + 1;
                    Await.until("all is answered", () -> asked(relay) == asked && isIdle(relay));
                    long answers = way(relay, Direction.INCOMING).packetsOut() - answeredBefore;
                    while (numbers.size() < answers) {
                        numbers.add(next(client));
                    }
                }
            }
        }
        return numbers;
    }

    private static DirectionReport way(Relay relay, Direction direction) {
        return relay.report().direction(direction);
    }

    /** The datagrams that clients have sent. */
    private static long asked(Relay relay) {
        DirectionReport upload = way(relay, Direction.OUTGOING);
        return upload.packetsIn() - upload.packetsDuplicated();
    }

    /** Whether nothing is on its way, and the server has answered all it got. */
    private static boolean isIdle(Relay relay) {
        DirectionReport upload = way(relay, Direction.OUTGOING);
        DirectionReport download = way(relay, Direction.INCOMING);
        return upload.packetsHeld() == 0
                && download.packetsHeld() == 0
                && download.packetsIn() - download.packetsDuplicated() == upload.packetsOut();
    }

    private static int next(DatagramSocket client) throws IOException {
        byte[] room = new byte[1_000];
        DatagramPacket answer = new DatagramPacket(room, room.length);
        client.receive(answer);
        assertThat(answer.getLength()).isEqualTo(100);
        return ByteBuffer.wrap(room).getInt();
    }

    @Test
    void relaysDatagramsBothWays() throws IOException, InterruptedException {
        try (Relay relay = Relay.udp(target())) {
            assertThat(echoed(relay)).hasSize(DATAGRAMS);
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void losesTheSameDatagramsForTheSameSeed() throws IOException, InterruptedException {
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (Relay relay = Relay.udp(target()).upload("loss=10 %").seed(11)) {
                runs.add(echoed(relay));
            }
        }
        assertThat(runs.get(0)).hasSizeBetween(240, 295).isEqualTo(runs.get(1));
        try (Relay relay = Relay.udp(target()).upload("loss=10 %").seed(12)) {
            assertThat(echoed(relay)).isNotEqualTo(runs.get(0));
        }
    }

    @Test
    void sendsCopiesAsDatagrams() throws IOException, InterruptedException {
        try (Relay relay = Relay.udp(target()).upload("duplicate=100 % delay=1 ms")) {
            List<Integer> numbers = echoed(relay);
            assertThat(numbers).hasSize(2 * DATAGRAMS);
            assertThat(numbers.stream().distinct()).hasSize(DATAGRAMS);
        }
    }

    @Test
    void changesABitOfDatagrams() throws IOException {
        byte[] sent = new byte[64];
        try (Relay relay = Relay.udp(target()).upload("corrupt=100 %");
                DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(10_000);
            client.connect(relay.address());
            for (int i = 0; i < 100; i++) {
                client.send(new DatagramPacket(sent, sent.length));
                DatagramPacket answer = new DatagramPacket(new byte[1_000], 1_000);
                client.receive(answer);
                byte[] got = Arrays.copyOf(answer.getData(), answer.getLength());
                assertThat(got).hasSize(sent.length);
                assertThat(BitSet.valueOf(got).cardinality()).isOne();
            }
        }
    }

    @Test
    void cutsDatagramsOff() throws Exception {
        try (Relay relay = Relay.udp(target()).upload("truncate=38 B");
                DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(10_000);
            client.connect(relay.address());
            client.send(new DatagramPacket(new byte[64], 64));
            DatagramPacket answer = new DatagramPacket(new byte[1_000], 1_000);
            client.receive(answer);
            assertThat(answer.getLength()).isEqualTo(10);
            relay.apply("upload truncate=20 B");
            client.send(new DatagramPacket(new byte[64], 64));
            Await.until("the second has left", () -> relay.report().outgoing().packetsOut() == 2);
            relay.apply("");
            client.send(new DatagramPacket(new byte[5], 5));
            client.receive(answer);
            assertThat(answer.getLength()).isEqualTo(5);
        }
    }

    @Test
    void keepsClientsApart() throws IOException, InterruptedException {
        try (Relay relay = Relay.udp(target()).download("delay=20 ms")) {
            assertThat(echoed(relay)).hasSize(DATAGRAMS);
            assertThat(echoed(relay)).hasSize(DATAGRAMS);
            assertThat(relay.connections()).isEqualTo(2);
            assertThat(relay.openConnections()).isEqualTo(2);
        }
    }
}
