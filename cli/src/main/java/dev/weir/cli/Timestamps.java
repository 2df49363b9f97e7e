package dev.weir.cli;

/** Timestamps as text. */
final class Timestamps {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Timestamps() {}

    /** Seconds with nine decimals. */
    static String seconds(long nanos) {
        long seconds = Math.abs(nanos / NANOS_PER_SECOND);
        String fraction = Long.toString(NANOS_PER_SECOND + Math.abs(nanos % NANOS_PER_SECOND));
        return (nanos < 0 ? "-" : "") + seconds + "." + fraction.substring(1);
    }
}
