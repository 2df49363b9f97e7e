package dev.weir.capture.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Makes sockets whose connections pass a line, for clients that take a {@link SocketFactory}: their addresses need not be changed. Other than behind a {@link Relay} of which the client
 * is told the address, {@code connect} itself takes the time of a round trip here, fails when the target refuses, and times out over a line that is cut.
 *
 * <p>There is a relay for each target, on a thread of its own, from the first connection to it until the factory is closed; sockets open then are reset. Seeds of relays follow from the factory's seed
 * and the target. Thread-safe.
 *
 * <pre>{@code
 * try (ImpairedSocketFactory sockets = new ImpairedSocketFactory(Conditions.parse("both delay=40 ms"), 42)) {
 *     Socket socket = sockets.createSocket("localhost", 5432);
 * }
 * }</pre>
 */
public final class ImpairedSocketFactory extends SocketFactory
        implements FaultControl<ImpairedSocketFactory>, AutoCloseable {
    private final Map<InetSocketAddress, Relay> relays = new ConcurrentHashMap<>();
    private final Conditions initial;
    private final long seed;
    private volatile boolean closed;

    /**
     * Creates a factory.
     *
     * @param initial what the lines are like, and what {@link #restore} goes back to
     * @param seed what random decisions depend on
     */
    public ImpairedSocketFactory(Conditions initial, long seed) {
        this.initial = Objects.requireNonNull(initial, "initial");
        this.seed = seed;
    }

    /**
     * The relay to a target. It is made if it is not there.
     *
     * @param target an address that is resolved
     * @return the relay
     * @throws IllegalArgumentException if the target is not resolved
     * @throws IllegalStateException if the factory is closed
     */
    public Relay relay(InetSocketAddress target) {
        Relay.requireResolved(target);
        Relay relay = relays.computeIfAbsent(
                target,
                address -> Relay.tcp(address).initially(initial).seed(Keys.named(seed, List.of(address.toString()))));
        if (closed) {
            relay.close();
            throw new IllegalStateException("factory must not be used after it is closed");
        }
        return relay;
    }

    @Override
    public ImpairedSocketFactory fault(Fault... faults) {
        relays.values().forEach(relay -> relay.fault(faults));
        return this;
    }

    /**
     * Goes back to the first conditions on all lines, as {@link Relay#restore} does.
     *
     * @return this
     */
    public ImpairedSocketFactory restore() {
        relays.values().forEach(Relay::restore);
        return this;
    }

    /** A socket that is not connected. */
    @Override
    public Socket createSocket() {
        return new RelayedSocket(this::relay);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    /** The local address is not used: all relays are on this machine. */
    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    /** The local address is not used: all relays are on this machine. */
    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress target) throws IOException {
        Socket socket = createSocket();
        try {
            socket.connect(target);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Closes all relays. */
    @Override
    public void close() {
        closed = true;
        relays.values().forEach(Relay::close);
    }
}
