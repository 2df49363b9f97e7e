package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.stage.NaiveQueue.Item;
import java.util.SplittableRandom;

/** Packets of some flows, in phases that overload a link or leave it room. */
final class RandomTraffic {
    private static final int PHASE = 100;

    private final SplittableRandom random;
    private final long nanosPerByte;
    private long number;
    private long nanos;
    private double load = 1;

    RandomTraffic(SplittableRandom random, long nanosPerByte) {
        this.random = random;
        this.nanosPerByte = nanosPerByte;
    }

    /** The next packet, which comes at {@link #nanos}. */
    Item next() {
        if (number % PHASE == 0) {
            load = 0.3 + 2 * random.nextDouble();
        }
        int length = random.nextInt(4) == 0 ? 28 + random.nextInt(100) : 1_000 + random.nextInt(515);
        if (random.nextInt(3) > 0) {
            nanos += (long) (2.25 * random.nextDouble() * length * nanosPerByte / load);
        }
        int flow = random.nextInt(2) == 0 ? 0 : random.nextInt(12);
        return new Item(number++, length, flow, random.nextBoolean());
    }

    long nanos() {
        return nanos;
    }
}
