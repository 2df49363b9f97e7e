/** Countries and coordinates from a file in the MaxMind database format, version 2, read by code of our own. No such file comes with Weir. */
@NullMarked
package dev.weir.shaping.lookup.mmdb;

import org.jspecify.annotations.NullMarked;
