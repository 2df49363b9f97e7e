package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client through the relay. The client's SYN travels up before the target is connected, and the answer travels down before the
 * client's bytes are read, so the first byte is charged a round trip as on a real line. Not thread-safe.
 */
final class TcpConnection {
    private final RelayLoop loop;
    private final TcpListener listener;
    private final InetSocketAddress targetAddress;
    private final Arrivals upward = new Arrivals(this::connect);
    private final Arrivals downward = new Arrivals(this::opened);
    private final Runnable flush = this::flush;
    private final Stream up;
    private final Stream down;
    private final TcpEnd client;
    private @Nullable TcpEnd target;
    private boolean flushPlanned;
    private boolean closed;

    TcpConnection(
            RelayLoop loop,
            TcpListener listener,
            SocketChannel channel,
            InetSocketAddress clientAddress,
            InetSocketAddress targetAddress,
            long key)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.targetAddress = targetAddress;
        up = new Stream(loop, Direction.OUTGOING, PacketHeader.tcp(clientAddress, targetAddress), key, upward);
        down = new Stream(loop, Direction.INCOMING, PacketHeader.tcp(targetAddress, clientAddress), key, downward);
        try {
            client = new TcpEnd(loop, this, channel, 0, up, down);
        } catch (IOException | RuntimeException e) {
            up.die();
            down.die();
            throw e;
        }
    }

    void open() {
        up.control(PacketHeader.SYN);
    }

    /** What arrives at the far end of a direction. */
    private final class Arrivals implements Stream.Receiver {
        private final Runnable opens;
        private boolean finished;

        Arrivals(Runnable opens) {
            this.opens = opens;
        }

        @Override
        public void bytesReady() {
            planFlush();
        }

        @Override
        public void control(int flags) {
            if ((flags & PacketHeader.SYN) != 0) {
                loop.afterPoll(opens);
            } else if ((flags & PacketHeader.RST) != 0) {
                loop.afterPoll(TcpConnection.this::abort);
            } else {
                finished = true;
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
            loop.afterPoll(flush);
        }
    }

    /** The client's SYN has arrived. */
    private void connect() {
        if (closed) {
            return;
        }
        try {
            SocketChannel channel = SocketChannel.open();
            TcpEnd end = new TcpEnd(loop, this, channel, SelectionKey.OP_CONNECT, down, up);
            target = end;
            if (channel.connect(targetAddress)) {
                connected();
            }
        } catch (IOException | RuntimeException e) {
            targetLost();
        }
    }

    /** The target has answered. */
    void connected() {
        TcpEnd end = target;
        if (end != null) {
            down.control(PacketHeader.SYN | PacketHeader.ACK);
            end.open();
        }
    }

    /** The target's answer has arrived. */
    private void opened() {
        if (!closed) {
            client.open();
            flush();
        }
    }

    /** Writes to both ends what has arrived for them. */
    void flush() {
        flushPlanned = false;
        TcpEnd end = target;
        if (closed || end == null) {
            return;
        }
        end.flush(upward.finished);
        client.flush(downward.finished);
        if (closed) {
            return;
        }
        if (upward.finished && downward.finished && up.isWritten() && down.isWritten()) {
            close();
        } else {
            end.interests();
            client.interests();
        }
    }

    /** One end broke the connection: the other learns of it when the news has travelled. */
    void lost(TcpEnd end) {
        if (closed) {
            return;
        }
        end.to().die();
        end.reset();
        TcpEnd other = target;
        if (end.from().isDead() || end == client && (other == null || !other.isOpen())) {
            abort();
            return;
        }
        end.from().control(PacketHeader.RST | PacketHeader.ACK);
        if (end == client && other != null) {
            other.interests();
        } else {
            client.interests();
        }
    }

    private void targetLost() {
        TcpEnd end = target;
        if (end == null) {
            up.die();
            down.control(PacketHeader.RST | PacketHeader.ACK);
        } else {
            lost(end);
        }
    }

    /** Breaks both ends. */
    private void abort() {
        if (!closed) {
            client.reset();
            TcpEnd end = target;
            if (end != null) {
                end.reset();
            }
            end();
        }
    }

    /** The relay closes: a stream that is not whole must not look as if it were. */
    void giveUp() {
        if (up.isIdle() && down.isIdle()) {
            close();
        } else {
            abort();
        }
    }

    private void close() {
        if (!closed) {
            client.closeSocket();
            TcpEnd end = target;
            if (end != null) {
                end.closeSocket();
            }
            end();
        }
    }

    private void end() {
        closed = true;
        up.die();
        down.die();
        listener.ended(this);
    }
}
