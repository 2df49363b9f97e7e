package dev.weir.capture.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Two connected datagram channels with a line between them: what one sends the other receives, if the line lets it. They are real channels, so they can be selected and configured. To the
 * line, what the left one sends is upload.
 *
 * <p>The pair is thread-safe as channels are.
 *
 * <pre>{@code
 * try (DatagramPair pair = DatagramPair.open(Conditions.parse("both loss=5 % delay=20 ms"), 42)) {
 *     pair.left().write(datagram);
 *     pair.right().read(buffer);
 * }
 * }</pre>
 */
public final class DatagramPair implements AutoCloseable {
    private final DatagramChannel left;
    private final DatagramChannel right;
    private final Relay relay;

    private DatagramPair(DatagramChannel left, DatagramChannel right, Relay relay) {
        this.left = left;
        this.right = right;
        this.relay = relay;
    }

    /**
     * Opens a pair.
     *
     * @param conditions what the line is like, and what {@link Relay#restore} goes back to
     * @param seed what random decisions depend on
     * @return two channels in blocking mode
     * @throws IOException if there are no sockets to be had
     */
    public static DatagramPair open(Conditions conditions, long seed) throws IOException {
        DatagramChannel left = bound();
        DatagramChannel right = bound();
        Relay relay = Relay.udp((InetSocketAddress) right.getLocalAddress())
                .initially(conditions)
                .seed(seed);
        try {
            introduce(left, right, relay);
            return new DatagramPair(left, right, relay);
        } catch (IOException | RuntimeException e) {
            relay.close();
            Sockets.closeQuietly(left);
            Sockets.closeQuietly(right);
            throw e;
        }
    }

    private static DatagramChannel bound() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** One datagram goes over a perfect line, so that the right one learns where to send. */
    private static void introduce(DatagramChannel left, DatagramChannel right, Relay relay) throws IOException {
        relay.apply(Conditions.NONE);
        left.connect(relay.address());
        left.write(ByteBuffer.allocate(1));
        right.connect(right.receive(ByteBuffer.allocate(1)));
        relay.restore();
    }

    /**
     * One end.
     *
     * @return a connected channel
     */
    public DatagramChannel left() {
        return left;
    }

    /**
     * The other end.
     *
     * @return a connected channel
     */
    public DatagramChannel right() {
        return right;
    }

    /**
     * The line in between.
     *
     * @return the relay, for faults, gates and reports; its counts include one datagram that made the ends known to each other
     */
    public Relay relay() {
        return relay;
    }

    /** Closes both channels and the line. */
    @Override
    public void close() {
        Sockets.closeQuietly(left);
        Sockets.closeQuietly(right);
        relay.close();
    }
}
