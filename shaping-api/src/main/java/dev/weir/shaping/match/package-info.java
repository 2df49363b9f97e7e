/** Declarative conditions of rules: what a packet must look like for a rule to apply. */
@NullMarked
package dev.weir.shaping.match;

import org.jspecify.annotations.NullMarked;
