package dev.weir.shaping.lookup;

import dev.weir.shaping.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The addresses of a host, and for how long the answer is good. Immutable and thread-safe.
 *
 * @param addresses the addresses; if there is none, the answer before stays
 * @param timeToLive how long until the resolver is asked again; a run asks no sooner than after 30 seconds
 */
public record HostAddresses(List<IpAddress> addresses, Duration timeToLive) {
    /**
     * Copies the addresses.
     *
     * @param addresses the addresses
     * @param timeToLive how long the answer is good, 0 or more
     * @throws IllegalArgumentException if the time is negative
     */
    public HostAddresses {
        addresses = List.copyOf(addresses);
        if (Objects.requireNonNull(timeToLive, "time to live").isNegative()) {
            throw new IllegalArgumentException("time to live must not be negative: " + timeToLive);
        }
    }
}
