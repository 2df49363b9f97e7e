package dev.weir.capture.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The socket that clients connect to: open, shut so that they are refused, or jammed so that they wait. It keeps its port. Not thread-safe. */
final class Door {
    /** What becomes of who connects. */
    enum State {
        OPEN,
        SHUT,
        JAMMED
    }

    private static final int BACKLOG = 1024;
    private static final int MOST_FILLERS = 64;
    private static final long CONNECT_NANOS = 20_000_000;
    private static final long NAP_NANOS = 500_000;

    private final RelayLoop loop;
    private final SocketHandler handler;
    private final InetSocketAddress address;
    private final List<SocketChannel> fillers = new ArrayList<>();
    private @Nullable ServerSocketChannel server;
    private State state = State.OPEN;

    Door(RelayLoop loop, SocketHandler handler, InetSocketAddress local) {
        this.loop = loop;
        this.handler = handler;
        ServerSocketChannel made = listen(local, BACKLOG);
        server = made;
        try {
            address = (InetSocketAddress) made.getLocalAddress();
            made.register(loop.selector(), SelectionKey.OP_ACCEPT, handler);
        } catch (IOException e) {
            Sockets.closeQuietly(made);
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocketChannel listen(InetSocketAddress local, int backlog) {
        try {
            ServerSocketChannel made = ServerSocketChannel.open();
            try {
                made.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                made.bind(local, backlog);
                made.configureBlocking(false);
                return made;
            } catch (IOException | RuntimeException e) {
                Sockets.closeQuietly(made);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + local + ": " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** The next client, or null if nobody waits. */
    @Nullable
    SocketChannel accept() throws IOException {
        ServerSocketChannel open = server;
        return open == null ? null : open.accept();
    }

    /**
     * Changes what becomes of who connects.
     *
     * @throws UncheckedIOException if the port cannot be had again; then clients are refused
     */
    void change(State next) {
        if (next == state) {
            return;
        }
        shut();
        try {
            if (next == State.OPEN) {
                ServerSocketChannel made = listen(address, BACKLOG);
                server = made;
                made.register(loop.selector(), SelectionKey.OP_ACCEPT, handler);
            } else if (next == State.JAMMED) {
                server = listen(address, 1);
                jam();
            }
            state = next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shut() {
        state = State.SHUT;
        for (SocketChannel filler : fillers) {
            Sockets.reset(filler);
        }
        fillers.clear();
        ServerSocketChannel open = server;
        server = null;
        if (open != null) {
            Sockets.closeQuietly(open);
            loop.forgetClosedChannels();
        }
    }

    /** Connects to itself until nobody else can. */
    private void jam() throws IOException {
        for (int i = 0; i < MOST_FILLERS; i++) {
            SocketChannel filler = SocketChannel.open();
            fillers.add(filler);
            filler.configureBlocking(false);
            try {
                if (!filler.connect(address) && !connects(filler)) {
                    fillers.remove(filler);
                    Sockets.closeQuietly(filler);
                    return;
                }
            } catch (IOException e) {
                fillers.remove(filler);
                Sockets.closeQuietly(filler);
                return;
            }
        }
    }

    private static boolean connects(SocketChannel filler) throws IOException {
        long end = System.nanoTime() + CONNECT_NANOS;
        while (!filler.finishConnect()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        return true;
    }

    void close() {
        shut();
    }
}
