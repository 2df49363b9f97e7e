/** The file format of recorded engine inputs: writing and reading it. */
@NullMarked
package dev.weir.shaping.core.recording;

import org.jspecify.annotations.NullMarked;
