/** Packets as bytes: header decoding, checksums and rewriting. */
@NullMarked
package dev.weir.shaping.core.packet;

import org.jspecify.annotations.NullMarked;
