/** The live driver: lanes between threads, and the loop that runs an engine by the clock. */
@NullMarked
package dev.weir.shaping.core.live;

import org.jspecify.annotations.NullMarked;
