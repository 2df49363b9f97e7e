package dev.weir.shaping.impair;

import java.util.Objects;

/**
 * A kind of connection by name: the line of each direction, and where its numbers come from. Immutable and thread-safe.
 *
 * <p>Tools that share a name for a connection seldom share its numbers, and some count a delay once a round trip, others in each direction. So a profile says
 * which tool it is of, and what the tool means by its delay.
 *
 * @param name its name, in lower case with hyphens
 * @param download what incoming packets meet
 * @param upload what outgoing packets meet
 * @param latency what the source means by its delay
 * @param source whose numbers these are
 * @param version of when, as the same source changes its numbers
 */
public record LinkProfile(
        String name, Impairment download, Impairment upload, Latency latency, String source, String version) {

    /** What a source means by its delay. */
    public enum Latency {
        /** The source gives no delay. */
        NONE("none"),
        /** The source's delay is added in each direction, as it stands. */
        ONE_WAY("one way"),
        /** The source's delay is that of a round trip: half of it is added in each direction. */
        ROUND_TRIP("round trip, half each way");

        private final String text;

        Latency(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Checks the name.
     *
     * @param name its name
     * @param download what incoming packets meet
     * @param upload what outgoing packets meet
     * @param latency what the source means by its delay
     * @param source whose numbers these are
     * @param version of when
     * @throws IllegalArgumentException if the name is blank
     */
    public LinkProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("profile must have a name: \"" + name + "\"");
        }
        Objects.requireNonNull(download, "download");
        Objects.requireNonNull(upload, "upload");
        Objects.requireNonNull(latency, "latency");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(version, "version");
    }

    /** The name and both lines. */
    @Override
    public String toString() {
        return name + ": download " + download + "; upload " + upload;
    }
}
