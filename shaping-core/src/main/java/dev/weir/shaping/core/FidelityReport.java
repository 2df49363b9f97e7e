package dev.weir.shaping.core;

import dev.weir.shaping.core.account.DelayCounts;
import dev.weir.shaping.core.live.LiveLoop;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How closely a live run kept to its times: tells "my code was slow" from "the emulator was slow". Immutable and thread-safe.
 *
 * <p>Lateness is the moment a packet was handed to the outlet minus the moment it was due. The clock is read once for up to 64 packets, after the
 * last of them, so it is measured rather too long than too short. Packets that had to wait for room in the outlet are counted apart: there the
 * backend was slow. What leaves ahead of time because the run ends is not measured.
 *
 * <p>A stall is a time of more than a millisecond for which the engine's thread did not look, although a packet was due, or waited in an intake: it
 * had no processor, or more to do than it could, or the JVM stood still.
 *
 * @param releases packets whose lateness was measured
 * @param p50 the lateness within which half of them left
 * @param p90 the lateness within which 90 % of them left
 * @param p99 the lateness within which 99 % of them left
 * @param p999 the lateness within which 99.9 % of them left
 * @param max the greatest lateness
 * @param early packets that left before they were due; never any, or there is a defect
 * @param stalls how often the thread stalled
 * @param longestStall the longest stall
 * @param stalled all stalls together
 * @param inputFull packets that lossy sources offered and for which their intake had no room
 * @param outputFull released packets of lossy sources for which the outlet had no room
 * @param outputWaited released packets of lossless sources that waited until the outlet had room
 * @param captureLost packets that the backend lost before it could offer them, as it reports
 */
public record FidelityReport(
        long releases,
        Duration p50,
        Duration p90,
        Duration p99,
        Duration p999,
        Duration max,
        long early,
        long stalls,
        Duration longestStall,
        Duration stalled,
        long inputFull,
        long outputFull,
        long outputWaited,
        long captureLost) {

    static FidelityReport of(List<LiveLoop> loops) {
        DelayCounts lateness = new DelayCounts();
        loops.forEach(loop -> loop.fidelity().lateness().addTo(lateness));
        return new FidelityReport(
                lateness.count(),
                Duration.ofNanos(lateness.percentileNanos(50)),
                Duration.ofNanos(lateness.percentileNanos(90)),
                Duration.ofNanos(lateness.percentileNanos(99)),
                Duration.ofNanos(lateness.percentileNanos(99.9)),
                Duration.ofNanos(lateness.maxNanos()),
                sum(loops, loop -> loop.fidelity().early()),
                sum(loops, loop -> loop.fidelity().stalls()),
                Duration.ofNanos(loops.stream()
                        .mapToLong(loop -> loop.fidelity().longestStallNanos())
                        .max()
                        .orElse(0)),
                Duration.ofNanos(sum(loops, loop -> loop.fidelity().stalledNanos())),
                sum(loops, LiveLoop::inputFull),
                sum(loops, loop -> loop.fidelity().outputsFull()),
                sum(loops, loop -> loop.fidelity().outputsWaited()),
                sum(loops, loop -> loop.fidelity().packetsLost()));
    }

    private static long sum(List<LiveLoop> loops, ToLongFunction<LiveLoop> value) {
        return loops.stream().mapToLong(value).sum();
    }

    /**
     * Whether the run did what its recipe says, to within some lateness: nothing left early, nothing left later than that, the thread did not stall for
     * longer than that, and no packet was lost but by the recipe.
     *
     * <p>A test that finds its code too slow asks this first; where the answer is no, the machine was too busy to tell.
     *
     * @param lateness what the test can bear, 0 or more
     * @return true if the times and losses seen are those of the recipe
     * @throws IllegalArgumentException if negative
     */
    public boolean trustworthy(Duration lateness) {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("lateness must not be negative: " + lateness);
        }
        return early == 0
                && max.compareTo(lateness) <= 0
                && longestStall.compareTo(lateness) <= 0
                && packetsLost() == 0;
    }

    /**
     * Packets that were lost on the way in or out, and not by the recipe.
     *
     * @return 0 or more
     */
    public long packetsLost() {
        return inputFull + outputFull + captureLost;
    }

    /** A summary in one line. */
    @Override
    public String toString() {
        return releases + " releases late by p50 " + micros(p50) + ", p90 " + micros(p90) + ", p99 " + micros(p99)
                + ", p99.9 "
                + micros(p999) + ", max " + micros(max) + "; " + early + " early; " + stalls + " stalls, longest "
                + micros(longestStall) + ", in all " + micros(stalled) + "; lost " + inputFull + " before, "
                + outputFull
                + " behind, " + captureLost + " in the capture; " + outputWaited + " waited";
    }

    private static String micros(Duration time) {
        return time.toNanos() / 1_000 + "." + time.toNanos() / 100 % 10 + " us";
    }
}
