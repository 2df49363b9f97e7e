package dev.weir.shaping.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * How streams are kept. Immutable.
 *
 * @param maxStreams streams to remember for each rule, at least 1
 * @param observer hears of streams that begin and end, or null
 */
public record StreamPolicy(int maxStreams, @Nullable StreamObserver observer) {
    /** 65 536 streams a rule, and nobody listens. */
    public static final StreamPolicy DEFAULT = new StreamPolicy(65_536, null);
}
