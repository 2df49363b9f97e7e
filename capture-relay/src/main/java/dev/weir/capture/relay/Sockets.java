package dev.weir.capture.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

/** What a relay does with sockets in more than one place. Holds nothing. */
final class Sockets {
    private static final System.Logger LOGGER = System.getLogger(Sockets.class.getName());

    private Sockets() {}

    /** Asks where to connect to; whatever goes wrong in there concerns one client alone. */
    static InetSocketAddress target(Supplier<InetSocketAddress> supplier) throws IOException {
        try {
            InetSocketAddress target = supplier.get();
            Relay.requireResolved(target);
            return target;
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.WARNING, "relay does not know its target", e);
            throw new IOException("target is not known: " + e, e);
        }
    }

    /** Closes a channel; if that fails nothing is left to do. */
    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is given back in any case
        }
    }

    /** Closes a connection so that its peer takes it for broken. */
    static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException e) {
            // closing it is all that is left to do
        }
        closeQuietly(channel);
    }
}
