/** The event wheel: what happens next, in exact (time, submission) order. */
@NullMarked
package dev.weir.shaping.core.wheel;

import org.jspecify.annotations.NullMarked;
