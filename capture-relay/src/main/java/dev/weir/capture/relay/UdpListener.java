package dev.weir.capture.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the datagrams of a relay's clients. Made by any thread, used by the relay's alone. */
final class UdpListener implements Listener {
    static final int BUFFER_BYTES = 4 << 20;

    private static final int BURST = 64;
    private static final int MOST_BYTES = 65_535;
    private static final int MOST_PEERS = 16_384;
    private static final long IDLE_NANOS = 60_000_000_000L;

    private final RelayLoop loop;
    private final Supplier<InetSocketAddress> target;
    private final InetSocketAddress address;
    private final Map<InetSocketAddress, UdpPeer> peers = new LinkedHashMap<>();
    private @Nullable DatagramChannel channel;
    private final AtomicLong accepted = new AtomicLong();
    private long refused;
    private long unsent;

    UdpListener(RelayLoop loop, InetSocketAddress local, Supplier<InetSocketAddress> target) {
        this.loop = loop;
        this.target = target;
        DatagramChannel made = bind(local);
        channel = made;
        try {
            address = (InetSocketAddress) made.getLocalAddress();
        } catch (IOException e) {
            Sockets.closeQuietly(made);
            throw new UncheckedIOException(e);
        }
    }

    private DatagramChannel bind(InetSocketAddress local) {
        try {
            DatagramChannel made = DatagramChannel.open();
            try {
                made.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
                made.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
                made.bind(local);
                made.configureBlocking(false);
                made.register(loop.selector(), SelectionKey.OP_READ, this);
                return made;
            } catch (IOException | RuntimeException e) {
                Sockets.closeQuietly(made);
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
        return accepted.get();
    }

    @Override
    public int open() {
        return peers.size();
    }

    @Override
    public long accidents() {
        Set<Integer> ports = new HashSet<>();
        ports.add(address.getPort());
        peers.values().forEach(peer -> ports.add(peer.localPort()));
        return refused + unsent + KernelDrops.of(ports);
    }

    @Override
    public void change(Conditions before, Conditions next) {
        boolean refuses = next.faults().stream().anyMatch(Fault.Refuse.class::isInstance);
        DatagramChannel open = channel;
        if (refuses && open != null) {
            channel = null;
            Sockets.closeQuietly(open);
            loop.forgetClosedChannels();
        } else if (!refuses && open == null) {
            channel = bind(address);
        }
    }

    @Override
    public void changed() {
        List.copyOf(peers.values()).forEach(UdpPeer::changed);
        interests();
    }

    private void interests() {
        DatagramChannel open = channel;
        SelectionKey key = open == null ? null : open.keyFor(loop.selector());
        if (key != null && key.isValid()) {
            boolean stalled = loop.regime().terms().upload().stalled();
            key.interestOps(stalled ? 0 : SelectionKey.OP_READ);
        }
    }

    @Override
    public void watch(Trigger trigger) {
        peers.values().forEach(peer -> peer.watch(trigger));
    }

    @Override
    public long waiting(RelayDirection direction) {
        return peers.values().stream()
                .mapToLong(peer -> peer.waiting(direction))
                .sum();
    }

    /** Datagrams have no connection to break: what was thrown away is lost, and the rest goes on. */
    @Override
    public void reset(boolean incompleteOnly) {
        if (!incompleteOnly) {
            endAll();
        }
    }

    @Override
    public void endAll() {
        List.copyOf(peers.values()).forEach(UdpPeer::close);
    }

    @Override
    public void forget() {
        accepted.set(0);
        refused = 0;
        unsent = 0;
    }

    /** Has every client come from another port from now on. */
    void rebind() {
        for (UdpPeer peer : List.copyOf(peers.values())) {
            try {
                peer.rebind();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot take another port: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void ready(SelectionKey key) {
        byte[] bytes = loop.scratch();
        try {
            for (int i = 0; i < BURST; i++) {
                DatagramChannel open = channel;
                ByteBuffer room = ByteBuffer.wrap(bytes, PacketHeader.MOST_BYTES, MOST_BYTES);
                InetSocketAddress from = open == null ? null : (InetSocketAddress) open.receive(room);
                if (from == null) {
                    return;
                }
                UdpPeer peer = peer(from);
                if (peer == null) {
                    refused++;
                } else {
                    peer.received(bytes, PacketHeader.MOST_BYTES, room.position() - PacketHeader.MOST_BYTES);
                }
            }
        } catch (IOException e) {
            // what an earlier datagram met: the next one is read all the same
        }
    }

    private @Nullable UdpPeer peer(InetSocketAddress client) {
        UdpPeer known = peers.get(client);
        if (known == null && peers.size() < MOST_PEERS) {
            try {
                InetSocketAddress to = Sockets.target(target);
                loop.clientComes();
                known = new UdpPeer(loop, this, client, to, accepted.getAndIncrement());
                loop.arrivals().raise();
                peers.put(client, known);
                watch(known);
            } catch (IOException | RuntimeException e) {
                loop.regime().events().add("a datagram was turned away: " + e.getMessage());
                return null;
            }
        }
        return known;
    }

    /** Lets a peer go once it has been idle. */
    private void watch(UdpPeer peer) {
        loop.timers().at(peer.lastNanos() + IDLE_NANOS, () -> {
            if (peers.get(peer.client()) != peer) {
                return;
            }
            if (loop.nowNanos() - peer.lastNanos() < IDLE_NANOS) {
                watch(peer);
            } else {
                peer.close();
            }
        });
    }

    /** Sends a datagram to a client. */
    void send(ByteBuffer datagram, InetSocketAddress client) {
        DatagramChannel open = channel;
        try {
            if (open == null || (open.send(datagram, client) == 0 && datagram.hasRemaining())) {
                unsent++;
            }
        } catch (IOException e) {
            unsent++;
        }
    }

    void unsent() {
        unsent++;
    }

    void ended(UdpPeer peer) {
        peers.remove(peer.client(), peer);
    }

    @Override
    public void close() {
        DatagramChannel open = channel;
        if (open != null) {
            Sockets.closeQuietly(open);
        }
    }
}
