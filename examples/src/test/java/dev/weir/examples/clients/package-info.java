/** Clients as they are in use, each with a relay between it and its server. */
@NullMarked
package dev.weir.examples.clients;

import org.jspecify.annotations.NullMarked;
