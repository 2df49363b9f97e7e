package dev.weir.capture.relay;

import dev.weir.shaping.impair.Durations;
import java.time.Duration;

/**
 * Something that was done to a relay or by it: conditions that came into force, a trigger that fired, a client that was turned away.
 *
 * @param at when, since the relay was opened
 * @param text what
 */
public record RelayEvent(Duration at, String text) {
    @Override
    public String toString() {
        return Durations.format(at) + " " + text;
    }
}
