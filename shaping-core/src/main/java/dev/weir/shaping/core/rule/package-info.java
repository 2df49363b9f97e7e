/** From a packet to a verdict: the rule program, the rules' contexts, and the packet view they read. */
@NullMarked
package dev.weir.shaping.core.rule;

import org.jspecify.annotations.NullMarked;
