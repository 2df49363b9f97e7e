package dev.weir.capture.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Accepts the clients of a relay. Made by any thread, used by the relay's alone. */
final class TcpListener implements Listener {
    private static final long PAUSE_NANOS = 50_000_000;

    private final RelayLoop loop;
    private final Supplier<InetSocketAddress> target;
    private final Door door;
    private final Set<TcpConnection> connections = new LinkedHashSet<>();
    private final AtomicLong accepted = new AtomicLong();
    private int toFail;

    TcpListener(RelayLoop loop, InetSocketAddress local, Supplier<InetSocketAddress> target) {
        this.loop = loop;
        this.target = target;
        door = new Door(loop, this, local);
    }

    @Override
    public InetSocketAddress address() {
        return door.address();
    }

    @Override
    public long accepted() {
        return accepted.get();
    }

    @Override
    public int open() {
        return connections.size();
    }

    @Override
    public void change(Conditions before, Conditions next) {
        Door.State state = Door.State.OPEN;
        int failing = 0;
        for (Fault fault : next.faults()) {
            if (fault instanceof Fault.Refuse) {
                state = Door.State.SHUT;
            } else if (fault instanceof Fault.FullBacklog && state == Door.State.OPEN) {
                state = Door.State.JAMMED;
            } else if (fault instanceof Fault.FailFirst first) {
                failing = before.faults().contains(fault) ? toFail : first.connections();
            }
        }
        door.change(state);
        toFail = failing;
    }

    @Override
    public void changed() {
        List.copyOf(connections).forEach(TcpConnection::changed);
    }

    @Override
    public void watch(Trigger trigger) {
        connections.forEach(connection -> connection.watch(trigger));
    }

    @Override
    public long waiting(RelayDirection direction) {
        return connections.stream()
                .mapToLong(connection -> connection.waiting(direction))
                .sum();
    }

    @Override
    public void reset(boolean incompleteOnly) {
        for (TcpConnection connection : List.copyOf(connections)) {
            if (!incompleteOnly || connection.isIncomplete()) {
                connection.abort();
            }
        }
    }

    @Override
    public void endAll() {
        List.copyOf(connections).forEach(TcpConnection::giveUp);
    }

    @Override
    public void forget() {
        accepted.set(0);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (SocketChannel client = door.accept(); client != null; client = door.accept()) {
                accept(client);
            }
        } catch (IOException e) {
            // out of descriptors, or a client that was gone before it was accepted
            pause(key);
        }
    }

    /** Accepts nobody for a while: a client that cannot be accepted would be announced again and again. */
    private void pause(SelectionKey key) {
        if (key.isValid()) {
            key.interestOps(0);
        }
        loop.timers().at(loop.nowNanos() + PAUSE_NANOS, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }

    private void accept(SocketChannel client) {
        loop.clientComes();
        long ordinal = accepted.getAndIncrement();
        loop.arrivals().raise();
        if (toFail > 0) {
            toFail--;
            loop.regime().events().add("connection " + (ordinal + 1) + " was failed");
            Sockets.reset(client);
            return;
        }
        try {
            TcpConnection connection = new TcpConnection(
                    loop, this, client, (InetSocketAddress) client.getRemoteAddress(), Sockets.target(target), ordinal);
            connections.add(connection);
            connection.open();
        } catch (IOException | RuntimeException e) {
            loop.regime().events().add("connection " + (ordinal + 1) + " was turned away: " + e.getMessage());
            Sockets.reset(client);
        }
    }

    void ended(TcpConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        door.close();
    }
}
