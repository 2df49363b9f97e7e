/** Counter-based random numbers: a draw is a function of what it is for. */
@NullMarked
package dev.weir.shaping.core.random;

import org.jspecify.annotations.NullMarked;
