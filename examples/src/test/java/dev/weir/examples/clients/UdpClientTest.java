package dev.weir.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Relay;
import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A UDP echo: which datagrams are lost depends on the seed alone. */
@Timeout(60)
class UdpClientTest {
    private static final int DATAGRAMS = 200;
    private static final int SIZE = 100;
    /** What 10 % lose of 200 with seed 5. */
    private static final int LOST = 19;

    private DatagramSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
    }

    private void echo() {
        byte[] room = new byte[SIZE];
        try {
            while (true) {
                DatagramPacket datagram = new DatagramPacket(room, room.length);
                server.receive(datagram);
                server.send(datagram);
            }
        } catch (IOException e) {
            // closed
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void loses_exactly_what_the_seed_says() throws IOException {
        Set<Integer> first = echoed(5);
        assertThat(first).hasSize(DATAGRAMS - LOST);
        assertThat(echoed(5)).isEqualTo(first);
        assertThat(echoed(6)).isNotEqualTo(first);
    }

    /** The numbers of the datagrams that come back. */
    private Set<Integer> echoed(long seed) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        try (Relay relay = Relay.udp((InetSocketAddress) server.getLocalSocketAddress())
                        .upload("loss=10 %")
                        .seed(seed);
                DatagramSocket client = new DatagramSocket()) {
            client.connect(relay.address());
            client.setSoTimeout(20_000);
            for (int i = 0; i < DATAGRAMS; i++) {
                client.send(
                        new DatagramPacket(ByteBuffer.allocate(SIZE).putInt(i).array(), SIZE));
                // one at a time, so that no socket's buffer overflows
                awaitSeen(relay, i + 1);
            }
            byte[] room = new byte[SIZE];
            while (numbers.size() < DATAGRAMS - dropped(relay)) {
                client.receive(new DatagramPacket(room, SIZE));
                numbers.add(ByteBuffer.wrap(room).getInt());
            }
        }
        return numbers;
    }

    private static void awaitSeen(Relay relay, int count) {
        while (relay.report().direction(Direction.OUTGOING).packetsIn() < count) {
            Thread.onSpinWait();
        }
    }

    private static long dropped(Relay relay) {
        return relay.report().direction(Direction.OUTGOING).packetsDropped();
    }
}
