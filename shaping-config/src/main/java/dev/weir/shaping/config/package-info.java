/** Rules and settings from and to JSON files: reading, writing, watching, checking. */
@NullMarked
package dev.weir.shaping.config;

import org.jspecify.annotations.NullMarked;
