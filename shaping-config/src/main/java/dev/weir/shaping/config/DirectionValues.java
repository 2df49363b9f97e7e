package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.RateLimit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published values of one direction of a priority (seed 001:161). Only those of the category count; the others are kept, so that nothing is lost.
 *
 * @param category what is done
 * @param limit bytes per second
 * @param delay milliseconds
 * @param jitter milliseconds
 * @param dropRate 0.0 to 1.0
 */
record DirectionValues(Category category, long limit, long delay, long jitter, double dropRate) {
    /** The published fields of a direction, without its prefix. */
    static final List<String> FIELDS = List.of("priority", "limit", "delay", "drop_rate", "delay_jitter");

    private static final long MOST_BYTES_PER_SECOND = Rate.MAX_BITS_PER_SECOND / 8;
    private static final long MOST_MILLIS = Delay.MAX.toMillis();
    private static final int NANOS_PER_MILLI = 1_000_000;

    static DirectionValues read(Fields fields, Side side, Category category) {
        return new DirectionValues(
                category,
                fields.read(side.field("limit"), DirectionValues::limit, 0L),
                fields.read(side.field("delay"), value -> millis("delay", value), 0L),
                fields.read(side.field("delay_jitter"), value -> millis("jitter", value), 0L),
                fields.read(side.field("drop_rate"), DirectionValues::dropRate, 0.0));
    }

    /** Bytes per second, or a rate with its unit. */
    static long limit(JsonNode value) {
        if (!value.isTextual()) {
            return Values.whole(value, 0, MOST_BYTES_PER_SECOND);
        }
        long bits = Rate.parse(Values.text(value)).bitsPerSecond();
        if (bits % 8 != 0) {
            throw new IllegalArgumentException("limit must be of whole bytes per second: " + Json.brief(value));
        }
        return bits / 8;
    }

    /** Milliseconds, or a time with its unit. */
    static long millis(String name, JsonNode value) {
        if (!value.isTextual()) {
            return Values.whole(value, 0, MOST_MILLIS);
        }
        String text = Values.text(value);
        if (text.indexOf('=') >= 0) {
            throw new IllegalArgumentException(name + " must be a time like 40 ms: " + Json.brief(value));
        }
        Delay delay = Impairment.parse("delay=" + text).delay();
        if (!(delay instanceof Delay.Uniform constant) || !constant.jitter().isZero()) {
            throw new IllegalArgumentException(name + " must be a time like 40 ms: " + Json.brief(value));
        }
        Duration time = constant.delay();
        if (!wholeMillis(time)) {
            throw new IllegalArgumentException(name + " must be of whole milliseconds: " + Json.brief(value));
        }
        return time.toMillis();
    }

    static boolean wholeMillis(Duration time) {
        return time.toNanosPart() % NANOS_PER_MILLI == 0;
    }

    private static double dropRate(JsonNode value) {
        if (value.isTextual()) {
            return Probability.parse(Values.text(value)).value();
        }
        double rate = Values.decimal(value);
        if (!(rate >= 0.0 && rate <= 1.0)) {
            throw new IllegalArgumentException("drop rate must be within 0.0..1.0: " + rate);
        }
        return rate;
    }

    /** The values that stand for an impairment under a category, or null if it has more to it than they can tell. */
    static @Nullable DirectionValues of(Category category, Impairment impairment) {
        if (!(impairment.delay() instanceof Delay.Uniform delay) || !(impairment.loss() instanceof Loss.Random loss)) {
            return null;
        }
        RateLimit limit = impairment.limit();
        Rate rate = limit == null ? null : limit.rate();
        if (category == Category.LIMITED && rate == null) {
            return null;
        }
        DirectionValues values = new DirectionValues(
                category,
                rate == null ? 0 : rate.bytesPerSecond(),
                delay.delay().toMillis(),
                delay.jitter().toMillis(),
                loss.probability().value());
        return values.impairment().equals(impairment) ? values : null;
    }

    private Impairment impairment() {
        Impairment.Builder builder = Impairment.builder();
        boolean custom = category == Category.CUSTOM;
        if ((custom || category == Category.LIMITED) && limit > 0) {
            builder.limit(Rate.bytesPerSecond(limit));
        }
        if (custom || category == Category.DELAYED) {
            builder.delay(Delay.uniform(Duration.ofMillis(delay), Duration.ofMillis(jitter)));
        }
        if (custom || category == Category.DROPPED) {
            builder.loss(Loss.random(Probability.of(dropRate)));
        }
        return builder.build();
    }

    /** The priority that the values make, for both directions. */
    Priority priority() {
        return switch (category) {
            case HIGH -> Priorities.high();
            case NORMAL -> Priorities.normal();
            case LOW -> Priorities.low();
            case LIMITED -> Priorities.limit(limit);
            case DELAYED -> Priorities.delay(delay, jitter);
            case DROPPED -> Priorities.drop(dropRate);
            case BLOCKED -> Priorities.block();
            case IGNORED -> Priorities.ignore();
            case CUSTOM -> Priorities.custom(limit, 0, delay, jitter, dropRate);
            case PASS -> Priorities.pass();
            case DEFAULT -> throw new IllegalStateException("default needs a dscp or bind value");
        };
    }

    void write(Side side, ObjectNode node) {
        node.put(side.field("priority"), category.toString());
        node.put(side.field("limit"), limit);
        node.put(side.field("delay"), delay);
        node.put(side.field("drop_rate"), dropRate);
        node.put(side.field("delay_jitter"), jitter);
    }
}
