package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/** One client's datagrams to the target and back. It has a socket of its own toward the target, so that answers find their way. Not thread-safe. */
final class UdpPeer implements SocketHandler {
    private static final int BURST = 64;
    private static final int MOST_BYTES = 65_535;

    private final RelayLoop loop;
    private final UdpListener listener;
    private final InetSocketAddress client;
    private final DatagramChannel channel;
    private final DatagramWay up;
    private final DatagramWay down;
    private long lastNanos;
    private boolean closed;

    UdpPeer(RelayLoop loop, UdpListener listener, InetSocketAddress client, InetSocketAddress target, long key)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.client = client;
        lastNanos = loop.nowNanos();
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, UdpListener.BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, UdpListener.BUFFER_BYTES);
            channel.configureBlocking(false);
            channel.connect(target);
            channel.register(loop.selector(), SelectionKey.OP_READ, this);
        } catch (IOException | RuntimeException e) {
            Sockets.closeQuietly(channel);
            throw e;
        }
        up = new DatagramWay(loop, Direction.OUTGOING, PacketHeader.udp(client, target), key, this::sendUp);
        down = new DatagramWay(
                loop,
                Direction.INCOMING,
                PacketHeader.udp(target, client),
                key,
                datagram -> listener.send(datagram, client));
    }

    InetSocketAddress client() {
        return client;
    }

    /** When a datagram last came, of {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
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
