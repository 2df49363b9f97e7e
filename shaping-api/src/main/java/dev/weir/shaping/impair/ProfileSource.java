package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import dev.weir.shaping.impair.LinkProfile.Latency;
import java.time.Duration;

/**
 * Whose numbers some profiles are. Immutable and thread-safe.
 *
 * @param text the source
 * @param version of when
 */
record ProfileSource(String text, String version) {
    private LinkProfile profile(String name, Impairment download, Impairment upload, Latency latency) {
        return new LinkProfile(name, download, upload, latency, text, version);
    }

    /** Lines with the delay of each direction. */
    LinkProfile oneWay(String name, String download, String upload) {
        return profile(name, Impairment.parse(download), Impairment.parse(upload), Latency.ONE_WAY);
    }

    /** Lines without a delay. */
    LinkProfile undelayed(String name, String download, String upload) {
        return profile(name, Impairment.parse(download), Impairment.parse(upload), Latency.NONE);
    }

    /** Lines without a delay, and the delay of a round trip. */
    LinkProfile roundTrip(String name, String download, String upload, long millis) {
        Duration half = Duration.ofMillis(millis).dividedBy(2);
        return profile(name, delayed(download, half), delayed(upload, half), Latency.ROUND_TRIP);
    }

    private static Impairment delayed(String line, Duration delay) {
        return Impairment.parse(line).toBuilder().delay(delay).build();
    }

    /** Lines without a delay, and the delay of a round trip, drawn uniformly: half of it in each direction. */
    LinkProfile roundTrip(String name, String download, String upload, long leastMillis, long mostMillis) {
        Delay half = Delay.uniform(
                Duration.ofMillis(leastMillis + mostMillis).dividedBy(4),
                Duration.ofMillis(mostMillis - leastMillis).dividedBy(4));
        return profile(
                name,
                Impairment.parse(download).toBuilder().delay(half).build(),
                Impairment.parse(upload).toBuilder().delay(half).build(),
                Latency.ROUND_TRIP);
    }

    /** The same line in each direction, which loses packets in bursts: mean runs of so many packets that pass, and so many that are lost. */
    LinkProfile bursty(String name, String line, int passing, int lost) {
        Loss loss = Loss.gilbert(Probability.of(1.0 / passing), Probability.of(1.0 / lost));
        Impairment both = Impairment.parse(line).toBuilder().loss(loss).build();
        return profile(name, both, both, Latency.ONE_WAY);
    }
}
