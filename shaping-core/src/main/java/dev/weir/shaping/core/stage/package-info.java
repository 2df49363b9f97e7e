/** What packets pass through: stampers that compute a due time, and servers that hold queues. */
@NullMarked
package dev.weir.shaping.core.stage;

import org.jspecify.annotations.NullMarked;
