package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.ShapingStats;
import dev.weir.shaping.core.SharedLink;
import dev.weir.shaping.impair.Impairment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on sockets and treats what passes as a line would: no privileges, no driver, nothing to install.
 *
 * <p>A client connects to {@link #address()} in place of the server. The relay listens on the loopback address, on a port of the system's choice, and connects to
 * nothing but its target. Settings come before the first call of {@code address()}, which opens it; {@link #close()} ends its thread and every connection.
 *
 * <p>Bytes of a TCP connection are never lost: a segment that the line drops is sent again later, as TCP would, see {@link StallModel}. What becomes of a
 * segment depends on the seed, on which connection it is in the order of accepting, and on its place in the stream; not on ports or on how reads cut the stream.
 *
 * <p>Thread-safe. Takes one thread, whatever the number of connections.
 *
 * <pre>{@code
 * try (Relay relay = Relay.tcp(server.getAddress()).download("rate=1 Mbit/s delay=50 ms").upload("delay=50 ms").seed(42)) {
 *     URI uri = relay.uri("http").resolve("/orders");
 * }
 * }</pre>
 */
public final class Relay implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final int MOST_SEGMENT_BYTES = 65_000;
    private static final long MOST_WINDOW_BYTES = 1 << 30;

    private final boolean udp;
    private final Supplier<InetSocketAddress> target;
    private final Shaper.Builder recipe = Shaper.builder();
    private InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private int segmentBytes = 1448;
    private long windowBytes = 4 << 20;
    private StallModel stalls = StallModel.LINUX;
    private long seed;
    private @Nullable RelayLoop loop;
    private @Nullable Listener listener;
    private boolean closed;

    private Relay(boolean udp, Supplier<InetSocketAddress> target) {
        this.udp = udp;
        this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * A relay for TCP.
     *
     * @param target where connections go
     * @return a relay that is not open yet
     * @throws IllegalArgumentException if the target is a name that was not resolved
     */
    public static Relay tcp(InetSocketAddress target) {
        requireResolved(target);
        return tcp(() -> target);
    }

    /**
     * A relay for TCP.
     *
     * @param host the name or address of the target
     * @param port its port, 1 to 65535
     * @return a relay that is not open yet
     * @throws IllegalArgumentException if the port is out of range, or the name cannot be resolved
     */
    public static Relay tcp(String host, int port) {
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be within 1..65535: " + port);
        }
        return tcp(new InetSocketAddress(host, port));
    }

    /**
     * A relay for TCP whose target is asked for anew for each connection.
     *
     * @param target says where a connection goes; called on the relay's thread, and must be quick; if it throws, the client's connection is broken and a warning logged
     * @return a relay that is not open yet
     */
    public static Relay tcp(Supplier<InetSocketAddress> target) {
        return new Relay(false, target);
    }

    /**
     * A relay for UDP. Each client has a socket of its own toward the target, which it keeps until no datagram has come for a minute.
     *
     * @param target where datagrams go
     * @return a relay that is not open yet
     * @throws IllegalArgumentException if the target is a name that was not resolved
     */
    public static Relay udp(InetSocketAddress target) {
        requireResolved(target);
        return udp(() -> target);
    }

    /**
     * A relay for UDP whose target is asked for anew for each client.
     *
     * @param target says where the datagrams of a client go; called on the relay's thread, and must be quick; if it throws, the datagram is lost and a warning logged
     * @return a relay that is not open yet
     */
    public static Relay udp(Supplier<InetSocketAddress> target) {
        return new Relay(true, target);
    }

    static void requireResolved(InetSocketAddress target) {
        if (Objects.requireNonNull(target, "target").isUnresolved()) {
            throw new IllegalArgumentException("target must have an address that is known: " + target);
        }
    }

    private synchronized Relay set(Runnable setting) {
        if (loop != null || closed) {
            throw new IllegalStateException("settings must come before the relay is open");
        }
        setting.run();
        return this;
    }

    /**
     * The line toward the client.
     *
     * @param line what it does to packets
     * @return this
     */
    public Relay download(Impairment line) {
        Objects.requireNonNull(line, "line");
        return set(() -> recipe.download(line));
    }

    /**
     * The line toward the client.
     *
     * @param line the text form of {@link Impairment#parse}
     * @return this
     */
    public Relay download(String line) {
        return download(Impairment.parse(line));
    }

    /**
     * The line toward the target.
     *
     * @param line what it does to packets
     * @return this
     */
    public Relay upload(Impairment line) {
        Objects.requireNonNull(line, "line");
        return set(() -> recipe.upload(line));
    }

    /**
     * The line toward the target.
     *
     * @param line the text form of {@link Impairment#parse}
     * @return this
     */
    public Relay upload(String line) {
        return upload(Impairment.parse(line));
    }

    /**
     * A line toward the client that relays share.
     *
     * @param link the link
     * @return this
     */
    public Relay download(SharedLink link) {
        Objects.requireNonNull(link, "link");
        return set(() -> recipe.download(link));
    }

    /**
     * A line toward the target that relays share.
     *
     * @param link the link
     * @return this
     */
    public Relay upload(SharedLink link) {
        Objects.requireNonNull(link, "link");
        return set(() -> recipe.upload(link));
    }

    /**
     * Adds a rule, behind those that are there. It sees each segment with the addresses and ports of the connection.
     *
     * @param name its name, unique
     * @param rule the rule
     * @return this
     */
    public Relay rule(String name, Rule rule) {
        return set(() -> recipe.rule(name, rule));
    }

    /**
     * What random decisions depend on.
     *
     * @param newSeed the seed; 0 unless set
     * @return this
     */
    public Relay seed(long newSeed) {
        return set(() -> {
            seed = newSeed;
            recipe.seed(newSeed);
        });
    }

    /**
     * The port to listen on.
     *
     * @param port 1 to 65535, or 0 for one that is free, which is what it is unless set
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Relay port(int port) {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be within 0..65535: " + port);
        }
        return set(() -> local = new InetSocketAddress(local.getAddress(), port));
    }

    /**
     * The address to listen on, one of this machine alone.
     *
     * @param address a loopback address
     * @return this
     * @throws IllegalArgumentException if others could reach it; {@link #openToNetwork} is for that
     */
    public Relay listenOn(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "address must be a loopback address, or opened to the network: " + address);
        }
        return set(() -> local = new InetSocketAddress(address, local.getPort()));
    }

    /**
     * The address to listen on, which other machines may reach. Whoever reaches it reaches the target.
     *
     * @param address an address of this machine
     * @return this
     */
    public Relay openToNetwork(InetAddress address) {
        Objects.requireNonNull(address, "address");
        return set(() -> local = new InetSocketAddress(address, local.getPort()));
    }

    /**
     * The bytes that one packet of a stream carries.
     *
     * @param bytes 1 to 65000; 1448 unless set
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Relay segment(int bytes) {
        if (bytes < 1 || bytes > MOST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segment must be within 1.." + MOST_SEGMENT_BYTES + " bytes: " + bytes);
        }
        return set(() -> segmentBytes = bytes);
    }

    /**
     * The most bytes of one direction of a connection that are on their way or wait for a slow reader. More are left with their sender.
     *
     * @param size 64 KiB to 1 GiB; 4 MiB unless set
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Relay window(DataSize size) {
        if (size.bytes() < 65_536 || size.bytes() > MOST_WINDOW_BYTES) {
            throw new IllegalArgumentException("window must be within 65536.." + MOST_WINDOW_BYTES + " bytes: " + size);
        }
        return set(() -> windowBytes = size.bytes());
    }

    /**
     * What a stream shows of lost segments.
     *
     * @param model the model; {@link StallModel#LINUX} unless set
     * @return this
     */
    public Relay stalls(StallModel model) {
        Objects.requireNonNull(model, "model");
        return set(() -> stalls = model);
    }

    /**
     * Where clients connect. Opens the relay if it is not.
     *
     * @return the address and the port that is really used
     * @throws java.io.UncheckedIOException if it cannot listen there
     * @throws IllegalStateException if the relay is closed, or something broke it, such as a rule that threw an error: the cause tells
     */
    public InetSocketAddress address() {
        return opened().address();
    }

    private synchronized Listener opened() {
        if (closed) {
            throw new IllegalStateException("relay must not be used after it is closed");
        }
        Listener known = listener;
        if (known == null) {
            RelayLoop made = new RelayLoop(
                    recipe.build(),
                    new RelaySettings(segmentBytes, windowBytes, stalls),
                    "weir-relay-" + MADE.incrementAndGet());
            try {
                known = udp ? new UdpListener(made, local, target, 0) : new TcpListener(made, local, target, 0);
            } catch (RuntimeException e) {
                made.close();
                throw e;
            }
            loop = made;
            listener = known;
            made.start();
        }
        Objects.requireNonNull(loop).requireSound();
        return known;
    }

    private RelayLoop running() {
        opened();
        return Objects.requireNonNull(loop);
    }

    /**
     * A URI of the relay.
     *
     * @param scheme such as {@code http}
     * @return the URI, with the relay's address and port and no path
     */
    public URI uri(String scheme) {
        InetSocketAddress address = address();
        String host = address.getAddress().getHostAddress();
        return URI.create(scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort());
    }

    /**
     * The connections that clients have opened; of UDP, the clients that have sent something.
     *
     * @return their number, ended ones too
     */
    public long connections() {
        Listener known = opened();
        return running().call(known::accepted);
    }

    /**
     * The connections that are open.
     *
     * @return their number
     */
    public int openConnections() {
        Listener known = opened();
        return running().call(known::open);
    }

    /**
     * What the line did so far.
     *
     * @return a report
     */
    public ShapingReport report() {
        RelayLoop running = running();
        return running.call(() -> running.shaping().report());
    }

    /**
     * What the line is doing.
     *
     * @return the counters
     */
    public ShapingStats stats() {
        return running().shaping().stats();
    }

    /**
     * Ends the relay: nobody can connect any more, every connection is closed, what was on its way is given up, and the connections it belongs to are reset. Does
     * nothing when called again. On the relay's own thread, as in a rule, it does not wait for the end.
     */
    @Override
    public void close() {
        RelayLoop running;
        synchronized (this) {
            closed = true;
            running = loop;
        }
        if (running != null) {
            running.close();
        }
    }

    @Override
    public synchronized String toString() {
        Listener known = listener;
        return "relay " + (known == null ? "not open" : known.address()) + ", seed " + seed;
    }
}
