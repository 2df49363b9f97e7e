/**
 * What packets themselves tell: the application protocol, host name and URL of a flow from its first packets, and names of addresses from answers of
 * name servers. Bounded in work per flow and in memory.
 */
@NullMarked
package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.NullMarked;
