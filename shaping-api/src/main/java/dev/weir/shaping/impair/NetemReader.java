package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of netem. Not thread-safe: one reader a text. */
final class NetemReader {
    private static final String KNOWN =
            "delay, distribution, loss, corrupt, duplicate, reorder, gap, rate, limit, slot, ecn, seed";
    private static final long USUAL_LIMIT = 1_000;
    private static final long MOST_PACKETS = 0xFFFF_FFFFL;

    private final NetemWords words;
    private final boolean compatible;
    private final NetemDelays delays;
    private final Set<String> seen = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private Duration jitter = Duration.ZERO;
    private Probability correlation = Probability.ZERO;
    private @Nullable String distribution;
    private Loss loss = Loss.NONE;
    private Duplicate duplicate = Duplicate.NONE;
    private Corrupt corrupt = Corrupt.NONE;
    private Probability early = Probability.ZERO;
    private long gap;
    private @Nullable Slots slots;
    private @Nullable Rate rate;
    private Framing framing = Framing.NONE;
    private long limit = USUAL_LIMIT;
    private OptionalLong seed = OptionalLong.empty();

    NetemReader(String text, Function<String, String> tables, boolean compatible) {
        this.words = new NetemWords(text);
        this.compatible = compatible;
        this.delays = new NetemDelays(tables, compatible);
    }

    Netem read() {
        while (words.more()) {
            String name = words.next("netem");
            String topic = topic(name);
            if (!seen.add(topic)) {
                throw new IllegalArgumentException(topic + " is given twice");
            }
            read(topic);
        }
        return new Netem(impairment(), seed, notes);
    }

    private static String topic(String name) {
        return switch (name) {
            case "latency" -> "delay";
            case "drop" -> "loss";
            case "dup" -> "duplicate";
            default -> name;
        };
    }

    private void read(String topic) {
        switch (topic) {
            case "delay" -> readDelay();
            case "distribution" -> distribution = words.next(topic);
            case "loss" -> loss = new NetemLosses(words, compatible).read();
            case "corrupt" -> corrupt = Corrupt.of(share(topic));
            case "duplicate" -> duplicate = Duplicate.of(share(topic));
            case "reorder" -> early = share(topic);
            case "gap" -> gap = words.whole(topic, 1, Reorder.MOST_PACKETS);
            case "slot" -> readSlot();
            case "rate" -> readRate();
            case "limit" -> limit = words.whole(topic, 0, MOST_PACKETS);
            case "seed" -> seed = OptionalLong.of(words.whole(topic, 0, Long.MAX_VALUE));
            case "ecn" -> throw missing(topic);
            default -> throw new IllegalArgumentException("unknown word \"" + topic + "\" (known: " + KNOWN + ")");
        }
    }

    static IllegalArgumentException missing(String what) {
        return new IllegalArgumentException(what + " of netem is not there yet");
    }

    /** How many packets something happens to. */
    private Probability share(String topic) {
        Probability share = words.percent(topic);
        Probability together = words.number() ? words.percent("correlation of " + topic) : Probability.ZERO;
        if (share.value() > 0 && together.value() > 0) {
            throw missing("correlation of " + topic);
        }
        return share;
    }

    private void readSlot() {
        Duration least = words.time("slot");
        Duration most = words.number() ? words.time("slot") : least;
        long packets = 0;
        long bytes = 0;
        for (boolean more = true; more; ) {
            if (words.take("packets")) {
                packets = words.whole("packets of a slot", 0, MOST_PACKETS);
            } else if (words.take("bytes")) {
                bytes = words.whole("bytes of a slot", 0, MOST_PACKETS);
            } else if (words.take("distribution")) {
                throw missing("distribution of slots");
            } else {
                more = false;
            }
        }
        slots = new Slots(least, most, packets, DataSize.ofBytes(bytes));
    }

    private void readDelay() {
        delay = words.time("delay");
        if (words.number()) {
            jitter = words.time("jitter");
        }
        if (words.number()) {
            correlation = words.percent("correlation of delay");
        }
    }

    private void readRate() {
        rate = words.rate("rate");
        long overhead = words.number() ? words.whole("overhead", Framing.MIN_OVERHEAD, Framing.MAX_OVERHEAD) : 0;
        long cell = words.number() ? words.whole("cell size", 0, Framing.MAX_MINIMUM) : 0;
        long cellOverhead =
                words.number() ? words.whole("cell overhead", Framing.MIN_OVERHEAD, Framing.MAX_OVERHEAD) : 0;
        Framing.Cells cells = cell == 0 ? Framing.Cells.NONE : Framing.Cells.of((int) cell, (int) cellOverhead);
        framing = new Framing((int) overhead, 0, cells);
    }

    private Impairment impairment() {
        Impairment.Builder line = Impairment.builder()
                .duplicate(duplicate)
                .loss(loss)
                .corrupt(corrupt)
                .delay(delayed());
        if (slots != null) {
            line.slots(slots);
        }
        reorder(line);
        if (rate != null) {
            line.rate(rate).framing(framing).queue(QueueLimit.packets(limit));
            notes.add("limit: counts the packets that wait for the rate, not those that the delay holds back");
            if (!delay.isZero() || !jitter.isZero()) {
                notes.add("delay: is added behind the queue of the rate, where netem lets both pass at the same time");
            }
        } else if (seen.contains("limit")) {
            notes.add("limit: without a rate nothing is bounded; the delay holds back as many packets as come");
        }
        return line.build();
    }

    private void reorder(Impairment.Builder line) {
        if (gap > 0 && !seen.contains("reorder")) {
            throw new IllegalArgumentException("gap must come with reorder: " + gap);
        }
        if (early.value() > 0) {
            if (delay.isZero()) {
                throw new IllegalArgumentException("reorder must come with a delay: " + early);
            }
            line.reorder(Reorder.early(early, (int) Math.max(1, gap)));
        }
    }

    private Delay delayed() {
        if (distribution != null && jitter.isZero()) {
            throw new IllegalArgumentException("distribution must come with a delay and a jitter: " + distribution);
        }
        Delay model = delays.delay(distribution, delay, jitter, correlation, notes);
        boolean overtakes = !jitter.isZero() && rate == null;
        return overtakes ? model.order(DelayOrder.FREE) : model;
    }
}
