package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a line of {@code tc}, one after the other, as {@code tc} reads numbers. Not thread-safe. */
final class NetemWords {
    private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]{1,18}(?:\\.[0-9]{1,18})?)([a-zA-Z%]{0,8})");
    private static final Pattern START = Pattern.compile("(?s)\\s*(?:.*\\s)?netem(?:\\s+|$)");

    private final List<String> words;
    private int at;

    NetemWords(String text) {
        Matcher start = START.matcher(text);
        boolean whole = start.lookingAt();
        if (!whole && text.strip().startsWith("tc ")) {
            throw new IllegalArgumentException("line of tc must have netem in it: \"" + text.strip() + "\"");
        }
        String arguments = whole ? text.substring(start.end()) : text;
        words = arguments.isBlank()
                ? List.of()
                : Arrays.asList(arguments.strip().split("\\s+"));
    }

    boolean more() {
        return at < words.size();
    }

    String next(String what) {
        if (!more()) {
            throw new IllegalArgumentException(what + " must have a value");
        }
        return words.get(at++);
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        if (more() && words.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether a number is next. */
    boolean number() {
        return more() && NUMBER.matcher(words.get(at)).matches();
    }

    private Matcher number(String what) {
        String word = next(what);
        Matcher number = NUMBER.matcher(word);
        if (!number.matches()) {
            throw new IllegalArgumentException(what + " must be a number: \"" + word + "\"");
        }
        return number;
    }

    private static IllegalArgumentException unit(String what, String known, Matcher number) {
        return new IllegalArgumentException(
                what + " has an unknown unit (use " + known + "): \"" + number.group() + "\"");
    }

    Duration time(String what) {
        Matcher number = number(what);
        int powers =
                switch (number.group(2).toLowerCase(Locale.ROOT)) {
                    case "s", "sec", "secs" -> 9;
                    case "ms", "msec", "msecs" -> 6;
                    case "", "us", "usec", "usecs" -> 3;
                    case "ns", "nsec", "nsecs" -> 0;
                    default -> throw unit(what, "s, ms, us, ns", number);
                };
        BigDecimal nanos =
                new BigDecimal(number.group(1)).movePointRight(powers).setScale(0, RoundingMode.HALF_EVEN);
        if (nanos.signum() < 0 || nanos.compareTo(BigDecimal.valueOf(Delay.MAX.toNanos())) > 0) {
            throw new IllegalArgumentException(what + " must be within 0..1 h: \"" + number.group() + "\"");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    Probability percent(String what) {
        Matcher number = number(what);
        if (!number.group(2).isEmpty() && !number.group(2).equals("%")) {
            throw unit(what, "%", number);
        }
        BigDecimal share = new BigDecimal(number.group(1)).movePointLeft(2);
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(what + " must be within 0..100 %: \"" + number.group() + "\"");
        }
        return Probability.of(share.doubleValue());
    }

    long whole(String what, long least, long most) {
        Matcher number = number(what);
        BigDecimal value = new BigDecimal(number.group(1));
        boolean whole = number.group(2).isEmpty() && value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                    what + " must be a whole number within " + least + ".." + most + ": \"" + number.group() + "\"");
        }
        return value.longValueExact();
    }

    Rate rate(String what) {
        Matcher number = number(what);
        String unit = number.group(2).toLowerCase(Locale.ROOT);
        BigDecimal bits = new BigDecimal(number.group(1));
        if (unit.endsWith("bps")) {
            bits = bits.multiply(BigDecimal.valueOf(8));
        } else if (!unit.isEmpty() && !unit.endsWith("bit")) {
            throw unit(
                    what,
                    "bit, kbit, mbit, gbit, tbit, bps, kbps, mbps, gbps, tbps and kibit, kibps and so on",
                    number);
        }
        bits = bits.multiply(prefix(what, unit.isEmpty() ? "" : unit.substring(0, unit.length() - 3), number));
        BigDecimal whole = bits.setScale(0, RoundingMode.HALF_EVEN);
        if (whole.signum() <= 0 || whole.compareTo(BigDecimal.valueOf(Rate.MAX_BITS_PER_SECOND)) > 0) {
            throw new IllegalArgumentException(
                    what + " must be within 1.." + Rate.MAX_BITS_PER_SECOND + " bit/s: \"" + number.group() + "\"");
        }
        return Rate.bitsPerSecond(whole.longValueExact());
    }

    private static BigDecimal prefix(String what, String prefix, Matcher number) {
        boolean binary = prefix.endsWith("i") && prefix.length() == 2;
        int power = prefix.isEmpty() ? 0 : "kmgt".indexOf(prefix.charAt(0)) + 1;
        if (!prefix.isEmpty() && (power == 0 || prefix.length() > (binary ? 2 : 1))) {
            throw unit(
                    what,
                    "bit, kbit, mbit, gbit, tbit, bps, kbps, mbps, gbps, tbps and kibit, kibps and so on",
                    number);
        }
        return BigDecimal.valueOf(binary ? 1_024 : 1_000).pow(power);
    }
}
