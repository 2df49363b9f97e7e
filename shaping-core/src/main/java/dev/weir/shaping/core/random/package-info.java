/** Reproducible randomness: draws that depend on what they decide, not on when they are made. */
@NullMarked
package dev.weir.shaping.core.random;

import org.jspecify.annotations.NullMarked;
