package dev.weir.capture.relay;

import java.net.InetSocketAddress;

/** Where clients come in. Belongs to the relay's thread. */
interface Listener extends SocketHandler {
    InetSocketAddress address();

    /** Clients so far: connections, or peers that sent datagrams. Any thread may ask. */
    long accepted();

    /** Clients at present. */
    int open();

    /**
     * Has the door as other conditions want it, before they come into force.
     *
     * @throws java.io.UncheckedIOException if it cannot be; then nothing else has changed
     */
    void change(Conditions before, Conditions next);

    /** Conditions, gates or triggers have changed. */
    void changed();

    /** Has every client looked at by a trigger. */
    void watch(Trigger trigger);

    /** Bytes of a direction that have arrived and wait for their receivers. */
    long waiting(RelayDirection direction);

    /** Breaks the connections of all clients, or of those of whose bytes some were thrown away. */
    void reset(boolean incompleteOnly);

    /** Ends the connections of all clients; those with bytes on their way are broken. */
    void endAll();

    /** Datagrams that were lost although nobody asked for it: the system did not take them, or there are too many clients. */
    default long accidents() {
        return 0;
    }

    /** Counts clients from 0 again. */
    void forget();
}
