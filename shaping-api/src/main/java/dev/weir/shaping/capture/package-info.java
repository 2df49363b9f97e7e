/** What a packet source and sink implements to be shaped live. */
@NullMarked
package dev.weir.shaping.capture;

import org.jspecify.annotations.NullMarked;
