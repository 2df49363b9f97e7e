package dev.weir.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopTest {
    private static final int ECHOES = 20;

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static DatagramPacket empty() {
        return new DatagramPacket(new byte[100], 100);
    }

    private static ShapingReport run(EventLoop loop) {
        try {
            return loop.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void carries_echoes_over_a_line_that_delays() throws IOException, InterruptedException, ExecutionException {
        Impairment line = Impairment.parse("delay=3 ms");
        Shaper shaper = Shaper.builder().download(line).upload(line).build();
        try (DatagramSocket server = socket();
                DatagramSocket client = socket()) {
            EventLoop loop = new EventLoop(shaper, (InetSocketAddress) server.getLocalSocketAddress());
            CompletableFuture<ShapingReport> end = CompletableFuture.supplyAsync(() -> run(loop));
            for (int i = 0; i < ECHOES; i++) {
                byte[] text = ("echo " + i).getBytes(US_ASCII);
                long sent = System.nanoTime();
                client.send(new DatagramPacket(text, text.length, loop.address()));
                DatagramPacket there = empty();
                server.receive(there);
                server.send(there);
                DatagramPacket back = empty();
                client.receive(back);
                assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(6_000_000);
                assertThat(new String(back.getData(), 0, back.getLength(), US_ASCII))
                        .isEqualTo("echo " + i);
            }
            loop.stop();
            ShapingReport report = end.get();
            assertThat(report.outgoing().packetsOut()).isEqualTo(ECHOES);
            assertThat(report.incoming().packetsOut()).isEqualTo(ECHOES);
        }
    }
}
