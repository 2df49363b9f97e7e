package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.Trace;
import java.util.List;

/** The checks of order, links, limits and traces. */
final class RateChecks {
    private static final long MILLI = 1_000_000;
    private static final long BIT_NANOS = 8_000_000_000L;
    private static final String QUEUE = " queue=100 MB";
    private static final int[] OPPORTUNITIES = {1, 1, 3, 7, 7, 7, 12, 20};

    private RateChecks() {}

    static void addTo(List<Check> checks) {
        checks.add(new OrderCheck("uniform(40 ms, 5 ms)", MILLI));
        checks.add(new OrderCheck("normal(80 ms, 15 ms)", MILLI));
        checks.add(new OvertakingCheck("uniform(40 ms, 5 ms)", 5 * MILLI, MILLI));
        checks.add(new OvertakingCheck("uniform(40 ms, 5 ms)", 5 * MILLI, 7 * MILLI));
        links(checks);
        checks.add(limit());
        checks.add(trace());
    }

    private static void links(List<Check> checks) {
        checks.add(link("rate=7 Mbit/s", 7_000_000, 1_000, 1_000));
        checks.add(link("rate=10 Mbit/s overhead=14 mpu=84", 10_000_000, 60, 84));
        checks.add(link("rate=16 Mbit/s overhead=40 cells=atm", 16_000_000, 1_500, 33 * 53));
        checks.add(link("rate=1 Gbit/s overhead=30 cells=ptm", 1_000_000_000, 1_500, 1_530 + 24));
        checks.add(link("rate=5 kbit/s overhead=20 cells=100+5", 5_000, 1_500, 16 * 105));
    }

    /** A packet leaves at the next whole nanosecond after its last bit, without any sum of roundings. */
    private static Check link(String words, long bitsPerSecond, int length, long occupied) {
        return new TimesCheck(
                words + ", " + length + " bytes",
                Impairment.parse(words + QUEUE),
                1_000,
                length,
                i -> ceiling((i + 1) * occupied * BIT_NANOS, bitsPerSecond));
    }

    /** A bucket of 1514 bytes: what exceeds it waits for its tokens. */
    private static Check limit() {
        long burst = 1_514;
        return new TimesCheck(
                "limit=50 kB/s, 1000 bytes",
                Impairment.parse("limit=50 kB/s" + QUEUE),
                1_000,
                1_000,
                i -> Math.max(0, ceiling(((i + 1) * 1_000L - burst) * 1_000_000_000, 50_000)));
    }

    private static long ceiling(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** One packet of the size of an opportunity leaves with each. */
    private static Check trace() {
        Trace trace = Trace.of("sample", OPPORTUNITIES);
        return new TimesCheck(
                "trace, opportunity by opportunity",
                Impairment.builder()
                        .trace(trace)
                        .queue(QueueLimit.parse("100 MB"))
                        .build(),
                1_000,
                Trace.OPPORTUNITY_BYTES,
                i -> MILLI
                        * (i / OPPORTUNITIES.length * trace.periodMillis() + trace.millis(i % OPPORTUNITIES.length)));
    }
}
