/** What an engine cannot know by itself: providers of processes, places, protocols, networks and names. */
@NullMarked
package dev.weir.shaping.lookup;

import org.jspecify.annotations.NullMarked;
