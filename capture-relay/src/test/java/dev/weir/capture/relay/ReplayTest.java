package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of a run that are forced in another. */
@Timeout(60)
class ReplayTest {
    private static final StallModel QUICK =
            new StallModel(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(1), 15);

    @TempDir
    private Path folder;

    private static void upload(Relay relay, int segments) throws IOException {
        InetSocketAddress address = relay.address();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            byte[] segment = new byte[1448];
            for (int i = 0; i < segments; i++) {
                socket.getOutputStream().write(segment);
                socket.getInputStream().readNBytes(segment.length);
            }
        }
    }

    private static long dropped(Relay relay) {
        return relay.report().direction(Direction.OUTGOING).packetsDropped();
    }

    @Test
    void forcesWhatWasRecorded() throws IOException, InterruptedException {
        Path record = folder.resolve("run.record");
        Path again = folder.resolve("again.record");
        long lost;
        try (EchoServer echo = new EchoServer()) {
            try (Relay relay = Relay.tcp(echo.address())
                    .upload("loss=20 % delay=2 ms jitter=2 ms")
                    .stalls(QUICK)
                    .seed(5)
                    .record()) {
                upload(relay, 60);
                Await.until("the connection has ended", () -> relay.openConnections() == 0);
                lost = dropped(relay);
                relay.writeRecord(record);
            }
            assertThat(lost).isBetween(5L, 40L);
            try (Relay relay = Relay.tcp(echo.address()).stalls(QUICK).record().replay(record)) {
                upload(relay, 60);
                Await.until("the connection has ended", () -> relay.openConnections() == 0);
                assertThat(relay.seed()).isEqualTo(5);
                assertThat(relay.divergence()).isEmpty();
                assertThat(dropped(relay)).isEqualTo(lost);
                relay.writeRecord(again);
            }
        }
        assertThat(Files.readAllLines(again)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(record));
    }

    @Test
    void saysWhereARunIsAnother() throws IOException {
        Path record = folder.resolve("run.record");
        try (EchoServer echo = new EchoServer()) {
            try (Relay relay = Relay.tcp(echo.address()).record()) {
                upload(relay, 3);
                relay.writeRecord(record);
            }
            try (Relay relay = Relay.tcp(echo.address()).replay(record)) {
                upload(relay, 5);
                assertThat(relay.divergence()).contains("replay diverged at connection 1, upload, byte 4344");
            }
            Files.writeString(record, Files.readString(record) + "truncated\n");
            try (Relay relay = Relay.tcp(echo.address()).replay(record)) {
                upload(relay, 5);
                assertThat(relay.divergence()).contains("replay ends at connection 1, upload, byte 4344");
            }
        }
    }

    @Test
    void forcesDatagramsToo() throws IOException, InterruptedException {
        Path record = folder.resolve("run.record");
        List<Integer> first;
        try (DatagramPair pair = DatagramPair.open(Conditions.NONE, 3)) {
            assertThatThrownBy(() -> pair.relay().writeRecord(record)).isInstanceOf(IllegalStateException.class);
        }
        try (UdpSink sink = new UdpSink()) {
            try (Relay relay =
                    Relay.udp(sink.address()).upload("loss=30 %").seed(9).record()) {
                first = new ArrayList<>(sink.survivors(relay, 50));
                relay.writeRecord(record);
            }
            try (Relay relay = Relay.udp(sink.address()).replay(record)) {
                assertThat(sink.survivors(relay, 50)).isEqualTo(first);
                assertThat(relay.divergence()).isEmpty();
                sink.survivors(relay, 51);
                assertThat(relay.divergence()).contains("replay diverged at connection 2, upload, datagram 1");
            }
        }
        assertThat(first).hasSizeBetween(20, 48);
    }

    @Test
    void writesDecisionsInWords() throws IOException {
        Path file = folder.resolve("words.record");
        DecisionRecord record = new DecisionRecord(-4);
        record.add(new Decision(0, UPLOAD, -3, 0), 0);
        record.add(new Decision(0, UPLOAD, 7, 0), Decision.LOST);
        record.add(new Decision(0, UPLOAD, 7, 1), 40_000_001);
        record.add(new Decision(2, DOWNLOAD, 0, 0), 5);
        record.add(new Decision(2, DOWNLOAD, 0, 0), 6);
        record.write(file);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "weir relay record 1, seed -4",
                        "0 upload -3 0 0 ms",
                        "0 upload 7 0 lost",
                        "0 upload 7 1 40.000001 ms",
                        "2 download 0 0 5 ns");
        DecisionRecord read = DecisionRecord.read(file);
        assertThat(read.seed()).isEqualTo(-4);
        assertThat(read.delayNanos(new Decision(0, UPLOAD, 7, 1))).isEqualTo(40_000_001);
        assertThat(read.delayNanos(new Decision(0, UPLOAD, 8, 0))).isNull();
    }

    @Test
    void refusesFilesThatAreNoRecords() throws IOException {
        Path file = folder.resolve("bad.record");
        for (String bad : List.of(
                "",
                "something",
                "weir relay record 1, seed x",
                "weir relay record 1, seed 1\n0 sideways 0 0 lost",
                "weir relay record 1, seed 1\n0 upload 0 0 5 parsecs",
                "weir relay record 1, seed 1\n0 upload 0 lost")) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> Relay.tcp("127.0.0.1", 9).replay(file))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bad.record");
        }
        assertThatThrownBy(() -> Relay.tcp("127.0.0.1", 9).replay(folder.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** Takes datagrams that have a number. */
    private static final class UdpSink implements AutoCloseable {
        private final DatagramChannel channel;

        UdpSink() throws IOException {
            channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
        }

        InetSocketAddress address() throws IOException {
            return (InetSocketAddress) channel.getLocalAddress();
        }

        /** Sends numbers and says which arrived. */
        List<Integer> survivors(Relay relay, int count) throws IOException, InterruptedException {
            long before = relay.report().direction(Direction.OUTGOING).packetsIn();
            List<Integer> numbers = new ArrayList<>();
            try (DatagramChannel client = DatagramChannel.open()) {
                client.connect(relay.address());
                for (int i = 0; i < count; i++) {
                    client.write(ByteBuffer.allocate(4).putInt(i).flip());
                }
                Await.until(
                        "all have come",
                        () -> relay.report().direction(Direction.OUTGOING).packetsIn() == before + count);
            }
            ByteBuffer room = ByteBuffer.allocate(4);
            while (channel.receive(room.clear()) != null) {
                numbers.add(room.flip().getInt());
            }
            return numbers;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
