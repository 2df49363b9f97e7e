package dev.weir.shaping.core;

import dev.weir.shaping.DropReason;

/**
 * Packets dropped for one reason. Immutable.
 *
 * @param reason why
 * @param packets how many
 * @param bytes their bytes
 */
public record DropReport(DropReason reason, long packets, long bytes) {}
