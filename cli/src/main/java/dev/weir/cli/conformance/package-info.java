/** Measures the models of impairments, in virtual time, against their own formulas. */
@NullMarked
package dev.weir.cli.conformance;

import org.jspecify.annotations.NullMarked;
