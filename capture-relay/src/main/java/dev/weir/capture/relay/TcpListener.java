package dev.weir.capture.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Accepts the clients of a relay. Made by any thread, used by the relay's alone. */
final class TcpListener implements Listener {
    private static final int BACKLOG = 1024;
    private static final long PAUSE_NANOS = 50_000_000;

    private final RelayLoop loop;
    private final Supplier<InetSocketAddress> target;
    private final ServerSocketChannel server;
    private final InetSocketAddress address;
    private final long endpoint;
    private final Set<TcpConnection> connections = new LinkedHashSet<>();
    private long accepted;

    TcpListener(RelayLoop loop, InetSocketAddress local, Supplier<InetSocketAddress> target, long endpoint) {
        this.loop = loop;
        this.target = target;
        this.endpoint = endpoint;
        try {
            server = ServerSocketChannel.open();
            try {
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                server.bind(local, BACKLOG);
                server.configureBlocking(false);
                address = (InetSocketAddress) server.getLocalAddress();
                server.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
            } catch (IOException | RuntimeException e) {
                Sockets.closeQuietly(server);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + local + ": " + e.getMessage(), e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public long accepted() {
        return accepted;
    }

    @Override
    public int open() {
        return connections.size();
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
                accept(client);
            }
        } catch (IOException e) {
            // out of descriptors, or a client that was gone before it was accepted
            pause(key);
        }
    }

    /** Accepts nobody for a while: a client that cannot be accepted would be announced again and again. */
    private void pause(SelectionKey key) {
        key.interestOps(0);
        loop.timers().at(loop.nowNanos() + PAUSE_NANOS, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }

    private void accept(SocketChannel client) {
        long ordinal = accepted++;
        try {
            TcpConnection connection = new TcpConnection(
                    loop,
                    this,
                    client,
                    (InetSocketAddress) client.getRemoteAddress(),
                    Sockets.target(target),
                    Keys.connection(endpoint, ordinal));
            connections.add(connection);
            connection.open();
        } catch (IOException | RuntimeException e) {
            Sockets.reset(client);
        }
    }

    void ended(TcpConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        Sockets.closeQuietly(server);
    }
}
