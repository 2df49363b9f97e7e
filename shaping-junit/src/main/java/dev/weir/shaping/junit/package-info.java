/** Relays in JUnit tests, and assertions on what a run did. */
@NullMarked
package dev.weir.shaping.junit;

import org.jspecify.annotations.NullMarked;
