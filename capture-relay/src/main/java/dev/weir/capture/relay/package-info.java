/** Relays between a client and a server on sockets, without privileges: what a test puts in between. */
@NullMarked
package dev.weir.capture.relay;

import org.jspecify.annotations.NullMarked;
