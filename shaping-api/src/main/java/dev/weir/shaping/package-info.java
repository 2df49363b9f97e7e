/** The nouns of Weir: packets, rules, priorities, and the value types that give every number its unit. */
@NullMarked
package dev.weir.shaping;

import org.jspecify.annotations.NullMarked;
