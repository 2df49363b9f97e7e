/** Network impairments: loss, delay, rate limits, serialising links and their text form. */
@NullMarked
package dev.weir.shaping.impair;

import org.jspecify.annotations.NullMarked;
