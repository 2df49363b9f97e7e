/** Filters: what is settled before any rule is asked, and how capture drivers are told of it. */
@NullMarked
package dev.weir.shaping.filter;

import org.jspecify.annotations.NullMarked;
