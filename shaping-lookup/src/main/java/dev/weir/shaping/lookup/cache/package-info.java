/**
 * Bounded caches over providers. They keep answers only, which may be forgotten at any time. State that decides about packets (flows, buckets,
 * streams) is never kept here.
 */
@NullMarked
package dev.weir.shaping.lookup.cache;

import org.jspecify.annotations.NullMarked;
