package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;

/** One client's datagrams to the target and back. It has a socket of its own toward the target, so that answers find their way. Not thread-safe. */
final class UdpPeer implements SocketHandler {
    private static final int BURST = 64;
    private static final int MOST_BYTES = 65_535;

    private final RelayLoop loop;
    private final UdpListener listener;
    private final InetSocketAddress client;
    private final InetSocketAddress target;
    private final DatagramWay up;
    private final DatagramWay down;
    private DatagramChannel channel;
    private long lastNanos;
    private boolean closed;

    UdpPeer(RelayLoop loop, UdpListener listener, InetSocketAddress client, InetSocketAddress target, long ordinal)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.client = client;
        this.target = target;
        lastNanos = loop.nowNanos();
        channel = connect();
        up = new DatagramWay(
                loop, Direction.OUTGOING, PacketHeader.udp(client, target), ordinal, new Sending(this::sendUp));
        down = new DatagramWay(
                loop,
                Direction.INCOMING,
                PacketHeader.udp(target, client),
                ordinal,
                new Sending(datagram -> listener.send(datagram, client)));
    }

    private DatagramChannel connect() throws IOException {
        DatagramChannel made = DatagramChannel.open();
        try {
            made.setOption(StandardSocketOptions.SO_RCVBUF, UdpListener.BUFFER_BYTES);
            made.setOption(StandardSocketOptions.SO_SNDBUF, UdpListener.BUFFER_BYTES);
            made.configureBlocking(false);
            made.connect(target);
            made.register(loop.selector(), SelectionKey.OP_READ, this);
            return made;
        } catch (IOException | RuntimeException e) {
            Sockets.closeQuietly(made);
            throw e;
        }
    }

    /** What one direction does. */
    private final class Sending implements DatagramWay.Sender {
        private final Consumer<ByteBuffer> wire;

        Sending(Consumer<ByteBuffer> wire) {
            this.wire = wire;
        }

        @Override
        public void send(ByteBuffer datagram) {
            wire.accept(datagram);
        }

        @Override
        public void overflowed() {
            listener.unsent();
        }

        @Override
        public void swallow(RelayDirection direction) {
            (direction == RelayDirection.UPLOAD ? up : down).swallow();
        }

        @Override
        public void abort() {
            close();
        }
    }

    int localPort() {
        return channel.socket().getLocalPort();
    }

    InetSocketAddress client() {
        return client;
    }

    /** When a datagram last came, of {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
    }

    /** Comes from another port to the target from now on; answers to the old one are lost. */
    void rebind() throws IOException {
        DatagramChannel old = channel;
        channel = connect();
        Sockets.closeQuietly(old);
        interests();
    }

    /** Conditions or gates have changed. */
    void changed() {
        up.changed();
        down.changed();
        interests();
    }

    private void interests() {
        SelectionKey key = channel.keyFor(loop.selector());
        if (key != null && key.isValid()) {
            key.interestOps(down.isStalled() ? 0 : SelectionKey.OP_READ);
        }
    }

    void watch(Trigger trigger) {
        (trigger.direction() == RelayDirection.UPLOAD ? up : down).watch(trigger);
    }

    long waiting(RelayDirection direction) {
        return (direction == RelayDirection.UPLOAD ? up : down).waiting();
    }

    /** A datagram came from the client. */
    void received(byte[] bytes, int offset, int length) {
        lastNanos = loop.nowNanos();
        up.send(bytes, offset, length);
    }

    private void sendUp(ByteBuffer datagram) {
        try {
            if (channel.write(datagram) == 0 && datagram.hasRemaining()) {
                listener.unsent();
            }
        } catch (IOException e) {
            listener.unsent();
        }
    }

    @Override
    public void ready(SelectionKey key) {
        byte[] bytes = loop.scratch();
        int start = down.headerLength();
        try {
            for (int i = 0; i < BURST; i++) {
                ByteBuffer room = ByteBuffer.wrap(bytes, start, MOST_BYTES);
                if (channel.receive(room) == null) {
                    return;
                }
                lastNanos = loop.nowNanos();
                down.send(bytes, start, room.position() - start);
            }
        } catch (IOException e) {
            // nobody listened when an earlier datagram arrived there: the client learns nothing of it, as behind a
            // router
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Sockets.closeQuietly(channel);
        up.die();
        down.die();
        listener.ended(this);
    }
}
