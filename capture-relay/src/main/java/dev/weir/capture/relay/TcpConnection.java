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
    private static final long LINGER_NANOS = 2_000_000_000L;

    private final RelayLoop loop;
    private final TcpListener listener;
    private final InetSocketAddress targetAddress;
    private final int clientPort;
    private final Runnable flush = this::flush;
    private final Stream up;
    private final Stream down;
    private final TcpEnd client;
    private final long acceptedNanos;
    private @Nullable TcpEnd target;
    private boolean flushPlanned;
    private boolean closing;
    private boolean closed;
    private long changes;
    private long ageTimerNanos = Long.MAX_VALUE;

    TcpConnection(
            RelayLoop loop,
            TcpListener listener,
            SocketChannel channel,
            InetSocketAddress clientAddress,
            InetSocketAddress targetAddress,
            long ordinal)
            throws IOException {
        this.loop = loop;
        this.listener = listener;
        this.targetAddress = targetAddress;
        clientPort = clientAddress.getPort();
        acceptedNanos = loop.nowNanos();
        changes = loop.regime().changes();
        up = stream(Direction.OUTGOING, PacketHeader.tcp(clientAddress, targetAddress), ordinal, this::connect);
        down = stream(Direction.INCOMING, PacketHeader.tcp(targetAddress, clientAddress), ordinal, this::opened);
        try {
            client = new TcpEnd(loop, this, channel, 0, up, down);
        } catch (IOException | RuntimeException e) {
            up.die();
            down.die();
            throw e;
        }
    }

    private Stream stream(Direction direction, PacketHeader header, long ordinal, Runnable opens) {
        Outflow outflow = new Outflow(loop, RelayDirection.of(direction), new Arrivals(opens));
        return new Stream(loop, direction, header, ordinal, outflow, this::abort);
    }

    void open() {
        up.control(PacketHeader.SYN);
        age();
    }

    /** What a direction does to the connection. */
    private final class Arrivals implements Outflow.Receiver {
        private final Runnable opens;

        Arrivals(Runnable opens) {
            this.opens = opens;
        }

        @Override
        public void opens() {
            opens.run();
        }

        @Override
        public void planFlush() {
            TcpConnection.this.planFlush();
        }

        @Override
        public void closeInOrder() {
            TcpConnection.this.closeInOrder();
        }

        @Override
        public void swallow(RelayDirection direction) {
            (direction == RelayDirection.UPLOAD ? up : down).outflow().swallow();
        }

        @Override
        public void abort() {
            TcpConnection.this.abort();
        }
    }

    private void planFlush() {
        if (!flushPlanned && !closed) {
            flushPlanned = true;
            loop.afterPoll(flush);
        }
    }

    /** The client's SYN has arrived. */
    private void connect() {
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
        client.open();
        loop.openings().tell(clientPort, true);
    }

    /** Hands to both ends what has arrived for them, as far as conditions allow. */
    void flush() {
        flushPlanned = false;
        if (closing || closed) {
            return;
        }
        refresh();
        up.outflow().advance();
        down.outflow().advance();
        TcpEnd end = target;
        if (closed || end == null) {
            return;
        }
        end.flush();
        client.flush();
        if (closing || closed) {
            return;
        }
        if (end.hasEnded() && client.hasEnded()) {
            close();
        } else {
            end.interests();
            client.interests();
        }
    }

    /** Takes over conditions that have changed. */
    private void refresh() {
        long now = loop.regime().changes();
        if (now != changes) {
            changes = now;
            up.outflow().refresh();
            down.outflow().refresh();
            age();
        }
    }

    /** Has what is in force looked at again, soon. */
    void changed() {
        planFlush();
    }

    /** Resets it if it is old enough. */
    private void age() {
        long most = loop.regime().terms().resetAfterNanos();
        if (closed || most == Long.MAX_VALUE) {
            return;
        }
        long due = acceptedNanos + most;
        if (loop.nowNanos() - due >= 0) {
            abort();
        } else if (ageTimerNanos != due) {
            ageTimerNanos = due;
            loop.timers().at(due, this::age);
        }
    }

    void watch(Trigger trigger) {
        (trigger.direction() == RelayDirection.UPLOAD ? up : down).outflow().watch(trigger);
    }

    /** Bytes of a direction that have arrived and wait. */
    long waiting(RelayDirection direction) {
        return (direction == RelayDirection.UPLOAD ? up : down).outflow().waiting();
    }

    /** Whether bytes of it were thrown away. */
    boolean isIncomplete() {
        return up.outflow().isIncomplete() || down.outflow().isIncomplete();
    }

    /** One end broke the connection: the other learns of it when the news has travelled. */
    void lost(TcpEnd end) {
        if (closing || closed) {
            close();
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
    void abort() {
        if (!closed) {
            client.reset();
            TcpEnd end = target;
            if (end != null) {
                end.reset();
            }
            end();
        }
    }

    /** Ends both directions; what the ends still send is thrown away until they have ended too, or are taken not to. */
    private void closeInOrder() {
        if (closing || closed) {
            return;
        }
        closing = true;
        up.die();
        down.die();
        client.linger();
        TcpEnd end = target;
        if (end != null) {
            end.linger();
        }
        loop.timers().at(loop.nowNanos() + LINGER_NANOS, this::close);
    }

    /** An end that lingers has ended. */
    void lingered() {
        TcpEnd end = target;
        if (client.isFinished() && (end == null || end.isFinished())) {
            close();
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
        loop.openings().tell(clientPort, false);
        listener.ended(this);
    }
}
