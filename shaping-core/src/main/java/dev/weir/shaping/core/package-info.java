/** The shaping engine: recipes, simulations and reports. */
@NullMarked
package dev.weir.shaping.core;

import org.jspecify.annotations.NullMarked;
