package dev.weir.shaping.core.engine;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueLimit;
import org.jspecify.annotations.Nullable;

/**
 * The serialising link of a line that engines share. Immutable, but for the time, which is thread-safe.
 *
 * @param time when it is free
 * @param rate how fast it sends
 * @param framing what it sends besides the bytes of packets
 * @param queue the bound on what waits, or null for the default
 */
public record SharedLine(SharedTime time, Rate rate, Framing framing, @Nullable QueueLimit queue) {}
