package dev.weir.shaping;

import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answers a rule can give, under the names of the published rules (seed 001:445-468).
 *
 * <p>Thread-safe. The factories that take numbers keep what they made, so that {@code limit(50_000)} inside a rule does not
 * allocate once it has run; at most 1024 different
 * answers of a kind are kept, and two that share a place push each other out. Those numbers are the seed's own: bytes per second, milliseconds, and drop
 * rates of 0.0 to 1.0. Everything else takes types with units.
 */
public final class Priorities {
    private static final Priority HIGH = both(Treatment.of(PriorityClass.HIGH, Impairment.NONE));
    private static final Priority NORMAL = both(Treatment.of(PriorityClass.NORMAL, Impairment.NONE));
    private static final Priority LOW = both(Treatment.of(PriorityClass.LOW, Impairment.NONE));
    private static final Priority BLOCK = both(Treatment.of(PriorityClass.BLOCKED, Impairment.NONE));
    private static final Priority IGNORE = both(Treatment.of(PriorityClass.IGNORED, Impairment.NONE));
    private static final Priority PASS = both(Treatment.PASS);
    private static final Priority DEFAULT = both(Treatment.DEFAULT);

    private static final Interned LIMITS = new Interned();
    private static final Interned DELAYS = new Interned();
    private static final Interned DROPS = new Interned();
    private static final Interned CUSTOMS = new Interned();
    private static final Interned DSCPS = new Interned();
    private static final Interned BINDS = new Interned();

    private Priorities() {}

    private static Priority both(Treatment treatment) {
        return new Priority(treatment, treatment);
    }

    private static Priority impaired(PriorityClass category, Impairment impairment) {
        return both(Treatment.of(category, impairment));
    }

    /**
     * A larger share of the link than normal.
     *
     * @return the priority
     */
    public static Priority high() {
        return HIGH;
    }

    /**
     * The ordinary share of the link.
     *
     * @return the priority
     */
    public static Priority normal() {
        return NORMAL;
    }

    /**
     * A smaller share of the link than normal.
     *
     * @return the priority
     */
    public static Priority low() {
        return LOW;
    }

    /**
     * Prevents transmission; nothing is sent back to the sender.
     *
     * @return the priority
     */
    public static Priority block() {
        return BLOCK;
    }

    /**
     * Transmits at once, past every limit, queue and impairment, and does not count the packet.
     *
     * @return the priority
     */
    public static Priority ignore() {
        return IGNORE;
    }

    /**
     * Leaves the packet to the next rule.
     *
     * @return the priority
     */
    public static Priority pass() {
        return PASS;
    }

    /**
     * Holds traffic to a rate in each direction.
     *
     * @param bytesPerSecond 1 to 125 000 000 000
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority limit(long bytesPerSecond) {
        return limit(bytesPerSecond, 0);
    }

    /**
     * Holds traffic to a rate in bytes, in packets, or both, in each direction.
     *
     * @param bytesPerSecond 0 to 125 000 000 000; 0 for no bound on bytes
     * @param packetsPerSecond 0 to {@value RateLimit#MAX_PACKETS_PER_SECOND}; 0 for no bound on packets
     * @return the priority
     * @throws IllegalArgumentException if out of range, or if both are 0
     */
    public static Priority limit(long bytesPerSecond, long packetsPerSecond) {
        Priority known = LIMITS.find(bytesPerSecond, packetsPerSecond, 0, 0, 0);
        if (known != null) {
            return known;
        }
        RateLimit limit = new RateLimit(rate(bytesPerSecond), packetsPerSecond);
        return LIMITS.add(
                bytesPerSecond,
                packetsPerSecond,
                0,
                0,
                0,
                impaired(
                        PriorityClass.LIMITED, Impairment.builder().limit(limit).build()));
    }

    /**
     * Holds traffic to a rate in each direction.
     *
     * @param rate the rate
     * @return the priority
     */
    public static Priority limit(Rate rate) {
        return impaired(PriorityClass.LIMITED, Impairment.builder().limit(rate).build());
    }

    /**
     * Holds traffic to a limit in each direction.
     *
     * @param limit the limit
     * @return the priority
     */
    public static Priority limit(RateLimit limit) {
        return impaired(PriorityClass.LIMITED, Impairment.builder().limit(limit).build());
    }

    /**
     * Holds traffic to a rate of its own in each direction; a direction without one is limited by nothing but the line. Allocates.
     *
     * @param limit the rates
     * @return the priority
     */
    public static Priority limit(DirectionalLimit limit) {
        return new Priority(limited(limit.incoming()), limited(limit.outgoing()));
    }

    /**
     * Holds traffic to the rates of a text such as {@code 100000:50000} or {@code 100:50 kB/s}, incoming and outgoing. Allocates: build it
     * once, outside the rule.
     *
     * @param limit what {@link DirectionalLimit#parse} reads
     * @return the priority
     * @throws IllegalArgumentException if the text is not such a limit
     */
    public static Priority limit(String limit) {
        return limit(DirectionalLimit.parse(limit));
    }

    private static Treatment limited(@Nullable Rate rate) {
        return Treatment.of(
                PriorityClass.LIMITED,
                rate == null
                        ? Impairment.NONE
                        : Impairment.builder().limit(rate).build());
    }

    /**
     * Limits by volume: so many bytes a period at one rate, then at a lower one, or not at all. The counts are the rule's own, for both directions; those
     * of {@code quota(..).perStream(..)} are each stream's. Allocates: build it once, outside the rule.
     *
     * @param quota the thresholds, rates and period
     * @return the priority
     */
    public static Priority quota(Quota quota) {
        Treatment limited = limited(quota.initialRate());
        return both(limited.withLimiting(limited.limiting().withQuota(quota)));
    }

    /**
     * Holds each packet back.
     *
     * @param millis milliseconds, 0 to 3 600 000
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority delay(long millis) {
        return delay(millis, 0);
    }

    /**
     * Holds each packet back for a time within {@code millis - jitterMillis .. millis + jitterMillis}; never less than 0.
     *
     * @param millis milliseconds, 0 to 3 600 000
     * @param jitterMillis milliseconds, 0 to 3 600 000; may exceed the delay
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority delay(long millis, long jitterMillis) {
        Priority known = DELAYS.find(millis, jitterMillis, 0, 0, 0);
        if (known != null) {
            return known;
        }
        return DELAYS.add(
                millis,
                jitterMillis,
                0,
                0,
                0,
                delay(Delay.uniform(millis("delay", millis), millis("jitter", jitterMillis))));
    }

    /**
     * Holds each packet back.
     *
     * @param delay 0 to one hour
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority delay(Duration delay) {
        return delay(Delay.constant(delay));
    }

    /**
     * Holds each packet back for a time within {@code delay - jitter .. delay + jitter}; never less than 0.
     *
     * @param delay 0 to one hour
     * @param jitter 0 to one hour; may exceed the delay
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority delay(Duration delay, Duration jitter) {
        return delay(Delay.uniform(delay, jitter));
    }

    /**
     * Holds each packet back.
     *
     * @param delay how long
     * @return the priority
     */
    public static Priority delay(Delay delay) {
        return impaired(PriorityClass.DELAYED, Impairment.builder().delay(delay).build());
    }

    /**
     * Loses each packet with a probability; what survives is not held back.
     *
     * @param rate 0.0 to 1.0
     * @return the priority
     * @throws IllegalArgumentException if out of range or not a number
     */
    public static Priority drop(double rate) {
        long bits = Double.doubleToLongBits(rate);
        Priority known = DROPS.find(bits, 0, 0, 0, 0);
        return known != null ? known : DROPS.add(bits, 0, 0, 0, 0, drop(probability(rate)));
    }

    /**
     * Loses each packet with a probability; what survives is not held back.
     *
     * @param probability of losing a packet
     * @return the priority
     */
    public static Priority drop(Probability probability) {
        return impaired(
                PriorityClass.DROPPED,
                Impairment.builder().loss(Loss.random(probability)).build());
    }

    /**
     * Loses, limits and delays, in this order.
     *
     * @param bytesPerSecond 0 to 125 000 000 000; 0 for no bound on bytes
     * @param packetsPerSecond 0 to {@value RateLimit#MAX_PACKETS_PER_SECOND}; 0 for no bound on packets
     * @param delayMillis 0 to 3 600 000
     * @param jitterMillis 0 to 3 600 000
     * @param dropRate 0.0 to 1.0
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority custom(
            long bytesPerSecond, long packetsPerSecond, long delayMillis, long jitterMillis, double dropRate) {
        long dropBits = Double.doubleToLongBits(dropRate);
        Priority known = CUSTOMS.find(bytesPerSecond, packetsPerSecond, delayMillis, jitterMillis, dropBits);
        if (known != null) {
            return known;
        }
        Impairment.Builder impairment = Impairment.builder()
                .loss(Loss.random(probability(dropRate)))
                .delay(Delay.uniform(millis("delay", delayMillis), millis("jitter", jitterMillis)));
        if (bytesPerSecond != 0 || packetsPerSecond != 0) {
            impairment.limit(new RateLimit(rate(bytesPerSecond), packetsPerSecond));
        }
        return CUSTOMS.add(
                bytesPerSecond, packetsPerSecond, delayMillis, jitterMillis, dropBits, custom(impairment.build()));
    }

    /**
     * Loses, limits and delays as an impairment says.
     *
     * @param impairment the impairment
     * @return the priority
     */
    public static Priority custom(Impairment impairment) {
        return impaired(PriorityClass.CUSTOM, impairment);
    }

    /**
     * Rewrites the packet's DSCP and leaves the rest to the default priority; to rewrite and go on with the next rule, use
     * {@code pass().dscp(..)}.
     *
     * @param codePoint 0 to 63
     * @return the priority
     * @throws IllegalArgumentException if out of range
     */
    public static Priority dscp(int codePoint) {
        Priority known = DSCPS.find(codePoint, 0, 0, 0, 0);
        return known != null ? known : DSCPS.add(codePoint, 0, 0, 0, 0, DEFAULT.dscp(Dscp.of(codePoint)));
    }

    /**
     * Rewrites the packet's DSCP from the bits of the older TOS layout (RFC 791), and leaves the rest to the default priority.
     *
     * @param precedence 0 to 7
     * @param lowDelay the delay bit
     * @param throughput the throughput bit
     * @param reliability the reliability bit
     * @return the priority
     * @throws IllegalArgumentException if the precedence is out of range
     */
    public static Priority dscp(int precedence, boolean lowDelay, boolean throughput, boolean reliability) {
        if (precedence < 0 || precedence > 7) {
            throw new IllegalArgumentException("precedence must be within 0..7: " + precedence);
        }
        return dscp(precedence << 3 | (lowDelay ? 4 : 0) | (throughput ? 2 : 0) | (reliability ? 1 : 0));
    }

    /**
     * Has outgoing packets leave by the adapter with a MAC address, and leaves the rest to the default priority; to bind and go on with the next rule, use
     * {@code pass().bind(..)}.
     *
     * @param adapter the adapter's address
     * @return the priority
     */
    public static Priority bind(MacAddress adapter) {
        Priority known = BINDS.find(adapter.value(), 0, 0, 0, 0);
        return known != null ? known : BINDS.add(adapter.value(), 0, 0, 0, 0, DEFAULT.bind(adapter));
    }

    /**
     * Has outgoing packets leave by the adapter with a MAC address, and leaves the rest to the default priority. Reads the text each time: where speed matters,
     * parse the address once, outside the rule.
     *
     * @param adapter what {@link MacAddress#parse} reads, such as {@code 48-E7-DA-0D-C4-C9}
     * @return the priority
     * @throws IllegalArgumentException if the text is no MAC address
     */
    public static Priority bind(String adapter) {
        return bind(MacAddress.parse(adapter));
    }

    /**
     * One treatment for each direction.
     *
     * @param download what is done to incoming packets
     * @param upload what is done to outgoing packets
     * @return the priority
     */
    public static Priority perDirection(Priority download, Priority upload) {
        return new Priority(download.treatment(Direction.INCOMING), upload.treatment(Direction.OUTGOING));
    }

    private static @Nullable Rate rate(long bytesPerSecond) {
        long max = Rate.MAX_BITS_PER_SECOND / 8;
        if (bytesPerSecond < 0 || bytesPerSecond > max) {
            throw new IllegalArgumentException("limit must be within 0.." + max + " bytes/s: " + bytesPerSecond);
        }
        return bytesPerSecond == 0 ? null : Rate.bytesPerSecond(bytesPerSecond);
    }

    private static Duration millis(String name, long millis) {
        long max = Delay.MAX.toMillis();
        if (millis < 0 || millis > max) {
            throw new IllegalArgumentException(name + " must be within 0.." + max + " ms: " + millis);
        }
        return Duration.ofMillis(millis);
    }

    private static Probability probability(double rate) {
        if (!(rate >= 0.0 && rate <= 1.0)) {
            throw new IllegalArgumentException("drop rate must be within 0.0..1.0: " + rate);
        }
        return Probability.of(rate);
    }
}
