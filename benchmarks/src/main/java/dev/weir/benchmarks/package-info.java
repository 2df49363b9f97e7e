/** JMH benchmarks; each prints a competitor measured in the same run beside our figure. */
@NullMarked
package dev.weir.benchmarks;

import org.jspecify.annotations.NullMarked;
