package dev.weir.capture.relay;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One end of a relayed connection: a socket, the stream that is read from it, and the one that is written to it. Not thread-safe. */
final class TcpEnd implements SocketHandler {
    private static final int READ_BYTES = 131_072;

    private final RelayLoop loop;
    private final TcpConnection connection;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Stream from;
    private final Stream to;
    private boolean open;
    /** Nothing more comes from it. */
    private boolean finished;
    /** Nothing more goes to it. */
    private boolean ended;

    private boolean lingers;

    TcpEnd(RelayLoop loop, TcpConnection connection, SocketChannel channel, int interest, Stream from, Stream to)
            throws IOException {
        this.loop = loop;
        this.connection = connection;
        this.channel = channel;
        this.from = from;
        this.to = to;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(loop.selector(), interest, this);
        } catch (IOException | RuntimeException e) {
            Sockets.closeQuietly(channel);
            throw e;
        }
    }

    /** The stream that is read from it. */
    Stream from() {
        return from;
    }

    /** The stream that is written to it. */
    Stream to() {
        return to;
    }

    boolean isOpen() {
        return open;
    }

    boolean isFinished() {
        return finished;
    }

    boolean hasEnded() {
        return ended;
    }

    /** It may be read and written from now on. */
    void open() {
        open = true;
        interests();
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isConnectable() && channel.finishConnect()) {
                connection.connected();
            }
            if (ready.isReadable()) {
                read();
            }
            if (ready.isValid() && ready.isWritable()) {
                connection.flush();
            }
            interests();
        } catch (IOException | CancelledKeyException e) {
            connection.lost(this);
        }
    }

    private void read() throws IOException {
        byte[] bytes = loop.scratch();
        int count = channel.read(ByteBuffer.wrap(bytes, from.headerLength(), from.wholeSegments(READ_BYTES)));
        if (count < 0) {
            finished = true;
            from.control(PacketHeader.FIN | PacketHeader.ACK);
            if (lingers) {
                connection.lingered();
            }
        } else {
            from.send(bytes, from.headerLength(), count);
        }
    }

    /** Writes what has arrived for it and may go on, and ends that direction behind the last byte. */
    void flush() {
        if (!open || !channel.isOpen() || ended) {
            return;
        }
        try {
            to.outflow().writeTo(channel);
            if (channel.isOpen() && to.outflow().ends()) {
                ended = true;
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            connection.lost(this);
        }
    }

    /** Says to the selector what it waits for. */
    void interests() {
        if (open && key.isValid()) {
            boolean reads = !finished && (lingers || from.hasRoom() && !from.isStalled());
            boolean writes = !lingers && to.outflow().wantsToWrite();
            key.interestOps((reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** Lets its peer know that nothing more comes, and from now on throws away what it sends. */
    void linger() {
        lingers = true;
        try {
            if (open && channel.isOpen() && !ended) {
                ended = true;
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            finished = true;
        }
        finished |= !open;
        interests();
    }

    /** Breaks it: its peer learns of it at once. */
    void reset() {
        Sockets.reset(channel);
    }

    void closeSocket() {
        Sockets.closeQuietly(channel);
    }

    @Override
    public void close() {
        connection.giveUp();
    }
}
