/** The engine: a state machine with one writer and logical time. */
@NullMarked
package dev.weir.shaping.core.engine;

import org.jspecify.annotations.NullMarked;
