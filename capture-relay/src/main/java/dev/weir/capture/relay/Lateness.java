package dev.weir.capture.relay;

import dev.weir.shaping.impair.Durations;
import java.time.Duration;

/**
 * How late a relay was: from when bytes were due to when its thread got to hand them to the system. It tells "my code was slow" from "the relay was slow". Percentiles are too
 * long by up to an eighth, never too short.
 *
 * @param packets how many segments and datagrams were measured
 * @param p50 within which half of them left
 * @param p90 within which 90 % of them left
 * @param p99 within which 99 % of them left
 * @param max the greatest
 */
public record Lateness(long packets, Duration p50, Duration p90, Duration p99, Duration max) {
    @Override
    public String toString() {
        return "late by p50 " + Durations.format(p50) + ", p99 " + Durations.format(p99) + ", at most "
                + Durations.format(max) + " (" + packets + " packets)";
    }
}
