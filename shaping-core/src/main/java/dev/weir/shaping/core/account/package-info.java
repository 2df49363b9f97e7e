/** What is counted: totals, delay histograms, throughput over time, and the decision ledger. */
@NullMarked
package dev.weir.shaping.core.account;

import org.jspecify.annotations.NullMarked;
