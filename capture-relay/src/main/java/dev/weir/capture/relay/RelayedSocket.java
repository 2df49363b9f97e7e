package dev.weir.capture.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A socket that connects through a relay, and says that it is connected to the target once the target has answered. */
final class RelayedSocket extends Socket {
    private final Function<InetSocketAddress, Relay> relays;
    private volatile @Nullable InetSocketAddress target;

    RelayedSocket(Function<InetSocketAddress, Relay> relays) {
        this.relays = relays;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        if (!(endpoint instanceof InetSocketAddress wanted)) {
            throw new IllegalArgumentException("address must be one of the internet: " + endpoint);
        }
        if (wanted.isUnresolved()) {
            throw new UnknownHostException(wanted.getHostString());
        }
        long start = System.nanoTime();
        Relay relay = relays.apply(wanted);
        if (!isBound()) {
            bind(new InetSocketAddress(relay.address().getAddress(), 0));
        }
        CompletableFuture<Boolean> opening = relay.opening(getLocalPort());
        try {
            super.connect(relay.address(), timeoutMillis);
            long spentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            await(opening, timeoutMillis == 0 ? Long.MAX_VALUE : Math.max(1, timeoutMillis - spentMillis));
            target = wanted;
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            relay.forgetOpening(getLocalPort());
        }
    }

    private static void await(CompletableFuture<Boolean> opening, long millis) throws IOException {
        try {
            if (!opening.get(millis, TimeUnit.MILLISECONDS)) {
                throw new ConnectException("connection was refused, or reset before it was open");
            }
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("connect timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("connect was interrupted");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress known = target;
        return known == null ? super.getInetAddress() : known.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress known = target;
        return known == null ? super.getPort() : known.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        InetSocketAddress known = target;
        return known == null ? super.getRemoteSocketAddress() : known;
    }
}
