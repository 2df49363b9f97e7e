package dev.weir.capture.relay;

import java.nio.channels.SelectionKey;

/** What a selector calls for a socket. */
interface SocketHandler {
    /** The socket is ready for what its key is interested in. Handles its own I/O errors. */
    void ready(SelectionKey key);

    /** The relay closes. */
    void close();
}
