/** Rule lists compiled to programs: which rules may apply to a packet, found without asking each. */
@NullMarked
package dev.weir.shaping.core.rule.compile;

import org.jspecify.annotations.NullMarked;
