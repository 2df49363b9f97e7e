package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client through the relay. The client's SYN travels up before the target is connected, and the answer travels down before the
 * client's bytes are read, so the first byte is charged a round trip as on a real line. Not thread-safe.
 */
final class TcpConnection implements SocketHandler {
    private static final int READ_BYTES = 65_536;

    private final RelayLoop loop;
    private final TcpListener listener;
    private final SocketChannel client;
    private final InetSocketAddress targetAddress;
    private final SelectionKey clientKey;
    private final Stream up;
    private final Stream down;
    private @Nullable SocketChannel target;
    private @Nullable SelectionKey targetKey;
    private boolean connected;
    private boolean opened;
    private boolean clientEnded;
    private boolean targetEnded;
    private boolean upFinished;
    private boolean downFinished;
    private boolean flushPlanned;
    private boolean closed;

    TcpConnection(
            RelayLoop loop,
            TcpListener listener,
            SocketChannel client,
            InetSocketAddress clientAddress,
            InetSocketAddress targetAddress,
            long key)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.client = client;
        this.targetAddress = targetAddress;
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        clientKey = client.register(loop.selector(), 0, this);
        up = new Stream(loop, Direction.OUTGOING, PacketHeader.tcp(clientAddress, targetAddress), key, new Upward());
        down = new Stream(
                loop, Direction.INCOMING, PacketHeader.tcp(targetAddress, clientAddress), key, new Downward());
    }

    void open() {
        up.control(PacketHeader.SYN);
    }

    private final class Upward implements Stream.Receiver {
        @Override
        public void bytesReady() {
            planFlush();
        }

        @Override
        public void control(int flags) {
            if ((flags & PacketHeader.SYN) != 0) {
                loop.afterPoll(TcpConnection.this::connect);
            } else if ((flags & PacketHeader.RST) != 0) {
                loop.afterPoll(TcpConnection.this::abort);
            } else {
                upFinished = true;
                planFlush();
            }
        }

        @Override
        public void timedOut() {
            abort();
        }
    }

    private final class Downward implements Stream.Receiver {
        @Override
        public void bytesReady() {
            planFlush();
        }

        @Override
        public void control(int flags) {
            if ((flags & PacketHeader.SYN) != 0) {
                opened = true;
                planFlush();
            } else if ((flags & PacketHeader.RST) != 0) {
                loop.afterPoll(TcpConnection.this::abort);
            } else {
                downFinished = true;
                planFlush();
            }
        }

        @Override
        public void timedOut() {
            abort();
        }
    }

    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            loop.afterPoll(this::flush);
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        try {
            SocketChannel channel = SocketChannel.open();
            target = channel;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean done = channel.connect(targetAddress);
            targetKey = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
            if (done) {
                connected();
            }
        } catch (IOException | RuntimeException e) {
            targetLost();
        }
    }

    private void connected() {
        connected = true;
        down.control(PacketHeader.SYN | PacketHeader.ACK);
        interests();
    }

    @Override
    public void ready(SelectionKey key) {
        if (key == clientKey) {
            clientReady(key);
        } else {
            targetReady(key);
        }
        if (!closed) {
            interests();
        }
    }

    private void clientReady(SelectionKey key) {
        try {
            if (key.isReadable()) {
                clientEnded = read(client, up);
            }
            if (!closed && key.isValid() && key.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            clientLost();
        }
    }

    private void targetReady(SelectionKey key) {
        SocketChannel channel = target;
        if (channel == null) {
            return;
        }
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                connected();
            }
            if (key.isReadable()) {
                targetEnded = read(channel, down);
            }
            if (!closed && key.isValid() && key.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            targetLost();
        }
    }

    /** Reads once; the answer is whether the stream has ended. */
    private boolean read(SocketChannel from, Stream stream) throws IOException {
        byte[] bytes = loop.scratch();
        int count = from.read(ByteBuffer.wrap(bytes, stream.headerLength(), READ_BYTES));
        if (count < 0) {
            stream.control(PacketHeader.FIN | PacketHeader.ACK);
            return true;
        }
        stream.send(bytes, stream.headerLength(), count);
        return false;
    }

    private void flush() {
        flushPlanned = false;
        if (closed) {
            return;
        }
        flushUp();
        flushDown();
        if (!closed && upFinished && downFinished && up.isWritten() && down.isWritten()) {
            close();
        }
        if (!closed) {
            interests();
        }
    }

    private void flushUp() {
        SocketChannel channel = target;
        if (channel == null || !connected) {
            return;
        }
        try {
            if (up.writeTo(channel) && upFinished) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            targetLost();
        }
    }

    private void flushDown() {
        if (closed) {
            return;
        }
        try {
            if (down.writeTo(client) && downFinished) {
                client.shutdownOutput();
            }
        } catch (IOException e) {
            clientLost();
        }
    }

    private void interests() {
        if (clientKey.isValid()) {
            clientKey.interestOps((opened && !clientEnded && up.hasRoom() ? SelectionKey.OP_READ : 0)
                    | (down.isWritten() ? 0 : SelectionKey.OP_WRITE));
        }
        SelectionKey key = targetKey;
        if (key != null && key.isValid()) {
            key.interestOps(
                    connected
                            ? (!targetEnded && down.hasRoom() ? SelectionKey.OP_READ : 0)
                                    | (up.isWritten() ? 0 : SelectionKey.OP_WRITE)
                            : SelectionKey.OP_CONNECT);
        }
    }

    /** The client broke the connection: the target learns of it when the news has travelled. */
    private void clientLost() {
        down.die();
        reset(client);
        clientEnded = true;
        if (connected) {
            up.control(PacketHeader.RST | PacketHeader.ACK);
        } else {
            abort();
        }
    }

    private void targetLost() {
        up.die();
        SocketChannel channel = target;
        if (channel != null) {
            reset(channel);
        }
        targetEnded = true;
        down.control(PacketHeader.RST | PacketHeader.ACK);
    }

    /** Breaks both ends. */
    void abort() {
        if (closed) {
            return;
        }
        reset(client);
        SocketChannel channel = target;
        if (channel != null) {
            reset(channel);
        }
        end();
    }

    private static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException e) {
            // closing it is all that is left to do
        }
        close(channel);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing can be done about it
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        close(client);
        SocketChannel channel = target;
        if (channel != null) {
            close(channel);
        }
        end();
    }

    private void end() {
        closed = true;
        up.die();
        down.die();
        listener.ended(this);
    }
}
