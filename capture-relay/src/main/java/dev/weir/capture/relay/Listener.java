package dev.weir.capture.relay;

import java.net.InetSocketAddress;

/** Where clients come in. */
interface Listener extends SocketHandler {
    InetSocketAddress address();

    /** Clients so far: connections, or peers that sent datagrams. */
    long accepted();

    /** Clients at present. */
    int open();
}
