package dev.weir.capture.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final long endpoint;
    private final Map<InetSocketAddress, UdpPeer> peers = new LinkedHashMap<>();
    private long accepted;
    private long refused;
    private long unsent;

    UdpListener(RelayLoop loop, InetSocketAddress local, Supplier<InetSocketAddress> target, long endpoint) {
        this.loop = loop;
        this.target = target;
        this.endpoint = endpoint;
        try {
            channel = DatagramChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
                channel.bind(local);
                channel.configureBlocking(false);
                address = (InetSocketAddress) channel.getLocalAddress();
                channel.register(loop.selector(), SelectionKey.OP_READ, this);
            } catch (IOException | RuntimeException e) {
                Sockets.closeQuietly(channel);
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
        return peers.size();
    }

    /** Datagrams that the system did not take, and those of peers beyond the most there may be. */
    long accidents() {
        return refused + unsent;
    }

    @Override
    public void ready(SelectionKey key) {
        byte[] bytes = loop.scratch();
        try {
            for (int i = 0; i < BURST; i++) {
                ByteBuffer room = ByteBuffer.wrap(bytes, PacketHeader.MOST_BYTES, MOST_BYTES);
                InetSocketAddress from = (InetSocketAddress) channel.receive(room);
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
                known = new UdpPeer(loop, this, client, Sockets.target(target), Keys.connection(endpoint, accepted));
                accepted++;
                peers.put(client, known);
                watch(known);
            } catch (IOException | RuntimeException e) {
                return null;
            }
        }
        return known;
    }

    /** Lets a peer go once it has been idle. */
    private void watch(UdpPeer peer) {
        loop.timers().at(peer.lastNanos() + IDLE_NANOS, () -> {
            if (loop.nowNanos() - peer.lastNanos() < IDLE_NANOS) {
                watch(peer);
            } else {
                peer.close();
            }
        });
    }

    /** Sends a datagram to a client. */
    void send(ByteBuffer datagram, InetSocketAddress client) {
        try {
            if (channel.send(datagram, client) == 0 && datagram.hasRemaining()) {
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
        Sockets.closeQuietly(channel);
    }
}
