/** Small programs to copy from, and the sample capture. */
@NullMarked
package dev.weir.examples;

import org.jspecify.annotations.NullMarked;
