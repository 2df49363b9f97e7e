package dev.weir.shaping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rate for each direction, as in {@code 100000:50000}: incoming, then outgoing (seed 002:14). Immutable and thread-safe; {@code
 * toString} is read back by {@link #parse}.
 *
 * @param incoming the rate of incoming packets, or null for no limit
 * @param outgoing the rate of outgoing packets, or null for no limit
 */
public record DirectionalLimit(@Nullable Rate incoming, @Nullable Rate outgoing) {
    private static final int MAX_LENGTH = 128;
    private static final Pattern UNLIMITED = Pattern.compile("\\*|0+(?:\\.0+)?(?:\\s*[A-Za-z/]+)?");
    private static final Pattern BARE_NUMBER = Pattern.compile("[0-9.]+");
    private static final Pattern UNIT = Pattern.compile("[A-Za-z/]+$");

    /**
     * Checks that there is something to limit.
     *
     * @param incoming the rate of incoming packets, or null for no limit
     * @param outgoing the rate of outgoing packets, or null for no limit
     * @throws IllegalArgumentException if both are unlimited
     */
    public DirectionalLimit {
        if (incoming == null && outgoing == null) {
            throw new IllegalArgumentException("limit must bound incoming, outgoing or both: *:*");
        }
    }

    /**
     * Reads {@code incoming:outgoing}, such as {@code 100000:50000} (bytes per second), {@code 100:50 kB/s} (one unit for both), {@code
     * 1 Mbit/s:50 kB/s} or {@code *:50 kB/s}. A single rate is that of each direction. {@code *} and 0 are no limit.
     *
     * @param text the text
     * @return the limit
     * @throws IllegalArgumentException if a side is empty, not a rate or out of range, if there are three parts, or if both sides are
     *     unlimited
     */
    public static DirectionalLimit parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "limit must have at most " + MAX_LENGTH + " characters: " + text.length());
        }
        String[] sides = text.split(":", -1);
        if (sides.length > 2) {
            throw new IllegalArgumentException("limit must be \"incoming:outgoing\" or one rate: \"" + text + "\"");
        }
        String incoming = side(sides[0], text);
        String outgoing = side(sides[sides.length - 1], text);
        Matcher unit = UNIT.matcher(outgoing);
        if (sides.length == 2 && BARE_NUMBER.matcher(incoming).matches() && unit.find()) {
            incoming += " " + unit.group();
        }
        return new DirectionalLimit(rate(incoming), rate(outgoing));
    }

    private static String side(String part, String text) {
        String side = part.strip();
        if (side.isEmpty()) {
            throw new IllegalArgumentException("limit must have a rate, * or 0 on each side: \"" + text + "\"");
        }
        return side;
    }

    private static @Nullable Rate rate(String side) {
        return UNLIMITED.matcher(side).matches() ? null : Rate.parse(side);
    }

    /**
     * The rate of a direction.
     *
     * @param direction the direction
     * @return the rate, or null for no limit
     */
    public @Nullable Rate rate(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    @Override
    public String toString() {
        return (incoming == null ? "*" : incoming) + ":" + (outgoing == null ? "*" : outgoing);
    }
}
