package dev.weir.examples;

import static dev.weir.shaping.LinkType.UNKNOWN;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.DrainPolicy;
import dev.weir.shaping.core.EmbeddedShaping;
import dev.weir.shaping.core.ReleasedPacket;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shaping inside an event loop: one thread carries UDP between one client and a server, over a line that delays and loses. No thread of Weir's, no
 * clock of Weir's: the loop offers what it receives, polls, and sleeps until the next packet is due.
 */
public final class EventLoop {
    private static final int MAX_DATAGRAM_BYTES = 65_535;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LONGEST_SLEEP_MILLIS = 1_000;

    private final Selector selector = Selector.open();
    private final DatagramChannel client = channel();
    private final DatagramChannel server = channel();
    private final ByteBuffer received = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    private final EmbeddedShaping shaping;
    private @Nullable SocketAddress clientAddress;
    private volatile boolean stopped;

    /**
     * A loop that has not started.
     *
     * @param shaper what is done to the packets
     * @param serverAddress where the server is
     * @throws IOException if a socket cannot be opened
     */
    public EventLoop(Shaper shaper, InetSocketAddress serverAddress) throws IOException {
        client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.connect(serverAddress);
        shaping = shaper.embed(Instant.now(), this::send);
    }

    private DatagramChannel channel() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        return channel;
    }

    /**
     * Where the client sends to.
     *
     * @return the address
     * @throws IOException if the loop has ended
     */
    public SocketAddress address() throws IOException {
        return client.getLocalAddress();
    }

    /**
     * Runs until it is stopped.
     *
     * @return what happened
     * @throws IOException if a socket fails
     */
    public ShapingReport run() throws IOException {
        try (selector;
                client;
                server) {
            while (!stopped) {
                sleep();
                receive(client, Direction.OUTGOING);
                receive(server, Direction.INCOMING);
                shaping.poll(System.nanoTime());
            }
            shaping.close(DrainPolicy.DISCARD);
        }
        return shaping.report();
    }

    /** Asks the loop to end; any thread may. */
    public void stop() {
        stopped = true;
        selector.wakeup();
    }

    private void sleep() throws IOException {
        long wait = shaping.untilNextNanos(System.nanoTime());
        if (wait < NANOS_PER_MILLI) {
            selector.selectNow();
        } else {
            selector.select(Math.min(wait / NANOS_PER_MILLI, LONGEST_SLEEP_MILLIS));
        }
        selector.selectedKeys().clear();
    }

    private void receive(DatagramChannel from, Direction direction) throws IOException {
        for (SocketAddress sender = from.receive(received.clear()); sender != null; ) {
            if (direction == Direction.OUTGOING) {
                clientAddress = sender;
            }
            int length = received.position();
            shaping.offer(received.array(), 0, length, length, UNKNOWN, direction, 0, System.nanoTime());
            sender = from.receive(received.clear());
        }
    }

    private void send(ReleasedPacket packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet.array(), packet.offset(), packet.capturedLength());
        try {
            if (packet.direction() == Direction.OUTGOING) {
                server.write(bytes);
            } else if (clientAddress != null) {
                client.send(bytes, clientAddress);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Carries UDP to a server over a slow line, until the process is killed.
     *
     * @param args host and port of the server
     * @throws IOException if a socket fails
     */
    public static void main(String[] args) throws IOException {
        Impairment slow = Impairment.parse("delay=150 ms jitter=20 ms loss=1 %");
        Shaper shaper = Shaper.builder().download(slow).upload(slow).seed(42).build();
        EventLoop loop = new EventLoop(shaper, new InetSocketAddress(args[0], Integer.parseInt(args[1])));
        System.out.println("send to " + loop.address());
        loop.run();
    }
}
