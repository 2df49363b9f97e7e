package dev.weir.shaping.config;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Delay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a profile of another tool. Immutable.
 *
 * @param name the profile
 * @param values its values by key; those that are missing count as 0
 */
record Numbers(String name, Map<?, ?> values) {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    BigDecimal number(String key) throws ConfigurationException {
        @Nullable Object value = values.get(key);
        if (value == null) {
            return BigDecimal.ZERO;
        }
        String text = value.toString();
        try {
            BigDecimal number = text.length() > 40 ? MOST : new BigDecimal(text);
            if (number.signum() >= 0 && number.compareTo(MOST) < 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, "must be a number: " + text);
        }
        throw wrong(key, "must be within 0.." + MOST + ": " + text);
    }

    /** A rate in so many powers of ten of bit/s; none if 0. */
    Optional<Rate> rate(String key, int powers) throws ConfigurationException {
        long bits = number(key)
                .movePointRight(powers)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValue();
        try {
            return bits == 0 ? Optional.empty() : Optional.of(Rate.bitsPerSecond(bits));
        } catch (IllegalArgumentException e) {
            throw wrong(key, String.valueOf(e.getMessage()));
        }
    }

    Duration millis(String key) throws ConfigurationException {
        BigDecimal millis = number(key);
        if (millis.compareTo(BigDecimal.valueOf(Delay.MAX.toMillis())) > 0) {
            throw wrong(key, "must be within 0.." + Delay.MAX.toMillis() + " ms: " + millis);
        }
        return Duration.ofNanos(
                millis.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValue());
    }

    Probability percent(String key) throws ConfigurationException {
        try {
            return Probability.of(number(key).movePointLeft(2).doubleValue());
        } catch (IllegalArgumentException e) {
            throw wrong(key, String.valueOf(e.getMessage()));
        }
    }

    ConfigurationException wrong(String key, String message) {
        return ConfigurationException.syntax("\"" + name + "\": " + key + " " + message);
    }
}
