package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.Random;

/** Impairments of every shape and magnitude, drawn from a seeded generator. */
final class RandomImpairments {
    private RandomImpairments() {}

    static Impairment impairment(Random random) {
        Impairment.Builder builder = Impairment.builder();
        boolean rate = random.nextBoolean();
        boolean limit = random.nextBoolean();
        if (rate) {
            builder.rate(rate(random));
            builder.framing(random.nextBoolean() ? framing(random) : Framing.NONE);
            builder.discipline(random.nextBoolean() ? discipline(random) : QueueDiscipline.tailDrop());
        }
        if (limit) {
            builder.limit(limit(random));
        }
        if ((rate || limit) && random.nextBoolean()) {
            builder.queue(queue(random));
        }
        if (random.nextBoolean()) {
            builder.delay(Delay.uniform(time(random), random.nextBoolean() ? Duration.ZERO : time(random)));
        }
        if (random.nextBoolean()) {
            builder.loss(Loss.random(probability(random)));
        }
        if (random.nextBoolean()) {
            builder.duplicate(Duplicate.of(probability(random), 1 + random.nextInt(Duplicate.MOST_COPIES)));
        }
        if (random.nextBoolean()) {
            builder.corrupt(new Corrupt(probability(random), random.nextBoolean(), random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            builder.reorder(reorder(random));
        }
        if (random.nextBoolean()) {
            builder.handling(handling(random));
        }
        if (random.nextInt(4) == 0) {
            builder.slots(slots(random));
        }
        return builder.build();
    }

    private static Handling handling(Random random) {
        return new Handling(
                random.nextBoolean() ? null : DataSize.ofBytes(magnitude(random) | 1),
                random.nextInt(256),
                probability(random),
                random.nextBoolean() ? null : DataSize.ofBytes(magnitude(random) | 1));
    }

    private static Reorder reorder(Random random) {
        int packets = 1 + random.nextInt(Reorder.MOST_PACKETS);
        return switch (random.nextInt(3)) {
            case 0 -> Reorder.ahead(probability(random), packets);
            case 1 -> Reorder.behind(probability(random), packets);
            default -> Reorder.swap(probability(random)).within(Duration.ofNanos(1 + random.nextInt(1_000_000_000)));
        };
    }

    static Slots slots(Random random) {
        Duration least = time(random);
        Duration most = random.nextBoolean() ? least : time(random);
        return new Slots(
                least.compareTo(most) < 0 ? least : most,
                (least.compareTo(most) < 0 ? most : least).plusNanos(least.isZero() && most.isZero() ? 1 : 0),
                random.nextBoolean() ? 0 : magnitude(random),
                random.nextBoolean() ? DataSize.ofBytes(0) : DataSize.ofBytes(magnitude(random)));
    }

    static Rate rate(Random random) {
        return new Rate(1 + magnitude(random) % Rate.MAX_BITS_PER_SECOND);
    }

    static Framing framing(Random random) {
        int span = Framing.MAX_OVERHEAD - Framing.MIN_OVERHEAD + 1;
        return new Framing(
                random.nextBoolean() ? 0 : Framing.MIN_OVERHEAD + random.nextInt(span),
                (int) (magnitude(random) % (Framing.MAX_MINIMUM + 1)),
                cells(random));
    }

    private static Framing.Cells cells(Random random) {
        int payload = 1 + random.nextInt(200);
        return switch (random.nextInt(5)) {
            case 0 -> Framing.Cells.NONE;
            case 1 -> Framing.Cells.ATM;
            case 2 -> Framing.Cells.PTM;
            case 3 -> Framing.Cells.of(payload, random.nextInt(20) - Math.min(10, payload));
            default -> new Framing.Cells(payload, random.nextInt(20), false);
        };
    }

    static RateLimit limit(Random random) {
        long packets = 1 + magnitude(random) % RateLimit.MAX_PACKETS_PER_SECOND;
        return switch (random.nextInt(3)) {
            case 0 -> RateLimit.of(rate(random));
            case 1 -> RateLimit.packets(packets);
            default -> new RateLimit(rate(random), packets);
        };
    }

    static QueueLimit queue(Random random) {
        return switch (random.nextInt(4)) {
            case 3 -> QueueLimit.packetsAndBytes(magnitude(random), DataSize.ofBytes(magnitude(random)));
            case 0 -> QueueLimit.bytes(DataSize.ofBytes(magnitude(random)));
            case 1 -> QueueLimit.packets(magnitude(random));
            default -> QueueLimit.time(time(random));
        };
    }

    static QueueDiscipline discipline(Random random) {
        Codel codel = new Codel(
                shortTime(random),
                random.nextBoolean() ? Codel.DEFAULT.interval() : shortTime(random),
                random.nextBoolean() ? Codel.DEFAULT.mtu() : random.nextInt(Codel.MAX_MTU + 1),
                random.nextBoolean());
        return switch (random.nextInt(6)) {
            case 0 -> QueueDiscipline.tailDrop();
            case 1 -> QueueDiscipline.headDrop();
            case 2 -> codel;
            case 3 ->
                new FqCodel(
                        codel,
                        random.nextBoolean() ? FqCodel.DEFAULT.flows() : 1 + random.nextInt(FqCodel.MAX_FLOWS),
                        random.nextBoolean() ? FqCodel.DEFAULT.quantum() : 1 + random.nextInt(FqCodel.MAX_QUANTUM));
            case 4 ->
                new Pie(
                        shortTime(random),
                        random.nextBoolean() ? Duration.ZERO : shortTime(random),
                        random.nextBoolean());
            default -> red(random);
        };
    }

    private static Red red(Random random) {
        long most = 1L + random.nextInt(1 << 30);
        return new Red(
                DataSize.ofBytes((long) (most * random.nextDouble())),
                DataSize.ofBytes(most),
                Probability.of(1 - random.nextDouble()),
                random.nextBoolean() ? Red.DEFAULT_WEIGHT : random.nextInt(Red.MAX_WEIGHT + 1),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private static Duration shortTime(Random random) {
        return Duration.ofNanos(1 + magnitude(random) % QueueDiscipline.MAX_TIME.toNanos());
    }

    static Duration time(Random random) {
        return Duration.ofNanos(magnitude(random) % (Delay.MAX.toNanos() + 1));
    }

    private static Probability probability(Random random) {
        return random.nextBoolean() ? Probability.of(random.nextDouble()) : Probability.of(random.nextInt(101) / 100.0);
    }

    private static long magnitude(Random random) {
        return random.nextLong() >>> 1 + random.nextInt(63);
    }
}
