package dev.weir.shaping;

import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.EndpointSet;
import dev.weir.shaping.match.TrafficWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What persists for one rule between packets: its tag, counters and the engine's clock.
 *
 * <p>Each entry of a rule list has a context of its own, made when a simulation or live run starts, and fresh after the entry is
 * modified. With one engine thread a plain {@code context.tag((int) context.tag() + 1)} is exact; {@link #updateTag} and
 * {@link #increment} are atomic also where several threads judge packets. Readable from any thread (seed 001:430-439, 499-517).
 */
public interface Context {
    /**
     * The name of the rule.
     *
     * @return the entry's name, never null
     */
    String ruleName();

    /**
     * Bytes received under this rule so far: packets for which the rule's answer decided and that were neither blocked nor
     * lost to a drop rate, before the packet being judged. Ignored packets do not count.
     *
     * @return bytes, 0 or more
     */
    long downloaded();

    /**
     * Bytes sent under this rule so far, counted as {@link #downloaded()}.
     *
     * @return bytes, 0 or more
     */
    long uploaded();

    /**
     * Bytes under this rule in a window of time that ends now, counted as {@link #downloaded()}, from the start of the context on.
     *
     * <p>The window rolls in buckets: seconds for windows up to 10 minutes, minutes up to a day, hours up to 31 days, then days, all of UTC. The oldest bucket counts
     * as a whole, so the sum may include what passed up to one bucket before the window. A window in months begins on the same day of the month, or on its
     * last, at the same time of day in the engine's zone; a day is 24 hours. Takes the same few nanoseconds whatever the length; allocates only when the rule
     * first asks for a window, and each quarter of an hour for one in months. Only while the rule is asked.
     *
     * @param amount how many units, 1 or more; at most 400 days, or 13 months
     * @param unit seconds, minutes, hours, days, weeks or months
     * @param direction which packets
     * @return bytes, 0 or more
     * @throws IllegalArgumentException if the window is out of range, or its unit
     */
    long traffic(long amount, ChronoUnit unit, Direction direction);

    /**
     * The state of the VPN: one immutable snapshot for each packet, taken when a rule first asks.
     *
     * @return {@link VpnStatus#NONE} without a provider
     */
    VpnStatus vpn();

    /**
     * Whether a packet like the one being judged can be made to leave by an adapter, as {@link Priority#bind} does. Only while the rule is asked.
     *
     * @param adapter the adapter's MAC address
     * @return false if there is no such adapter, it is down, it has no address of the packet's IP version, or the source of the packets has no choice
     */
    boolean canBind(MacAddress adapter);

    /**
     * The rule's own data.
     *
     * @return what was last set, null at first
     */
    @Nullable
    Object tag();

    /**
     * Sets the rule's own data.
     *
     * @param value anything, or null
     */
    void tag(@Nullable Object value);

    /**
     * Changes the rule's own data atomically.
     *
     * @param update from the old value to the new; may be called more than once
     * @return the new value
     */
    @Nullable
    Object updateTag(UnaryOperator<@Nullable Object> update);

    /**
     * Adds one to a named counter atomically. Allocates only at a name's first use.
     *
     * @param counter the counter's name
     * @return the counter's new value, 1 at first
     */
    long increment(String counter);

    /**
     * The engine's date and time in the engine's zone, never the machine's own clock. Allocates; the methods below do not.
     *
     * @return the local date and time of the packet being judged
     */
    LocalDateTime now();

    /**
     * The hour of {@link #now()}.
     *
     * @return 0 to 23
     */
    int hourOfDay();

    /**
     * The minute of {@link #now()} since midnight.
     *
     * @return 0 to 1439
     */
    int minuteOfDay();

    /**
     * The day of {@link #now()}.
     *
     * @return the day of the week
     */
    DayOfWeek dayOfWeek();

    /**
     * The date of {@link #now()}. Allocates once a day.
     *
     * @return the local date
     */
    LocalDate date();

    /**
     * What a name of addresses stands for at present, see {@link AddressName}.
     *
     * @param name the name
     * @return the addresses; {@link EndpointSet#EMPTY} while nothing is known
     */
    EndpointSet addresses(AddressName name);

    /**
     * Traffic that this rule has seen in a time that ends now: of the packets for which it asked this, and which were delivered; not the packet being judged. Asking makes
     * that packet one of them. Blocked packets, those lost to a drop rate, those that a quota stops and ignored ones do not count. Allocates where the window is asked for
     * the first time, and for windows of months when a bucket of it ends.
     *
     * @param window the time
     * @return bytes, 0 or more
     * @throws IllegalStateException if the rule asks for more than 64 different windows
     */
    long seen(TrafficWindow window);
}
