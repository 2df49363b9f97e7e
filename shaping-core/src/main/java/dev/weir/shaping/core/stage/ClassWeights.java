package dev.weir.shaping.core.stage;

import dev.weir.shaping.ClassSharing;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Settings;

/**
 * How much of a link each class may send in a round of deficit round robin, from the severity and from who is active.
 *
 * <p>Not thread-safe; allocates nothing. The heaviest class that waits gets a whole quantum, the others their part of it, so that a round never
 * passes without a packet of the heaviest. Parts are in units of 2<sup>-{@value #PART_BITS}</sup>.
 */
final class ClassWeights {
    static final int HIGH = 0;
    static final int NORMAL = 1;
    static final int LOW = 2;
    static final int CLASSES = 3;
    static final int PART_BITS = 30;

    private static final long ACTIVE_SHARE = 100;
    /** A class that came since the round started and is heavier than all that waited then. */
    private static final double MOST_PARTS = 4;

    private final double[] weights = new double[CLASSES];
    private final boolean strict;
    private final boolean perSender;
    private final boolean fastDetection;
    private final ClassActivity[] activity = new ClassActivity[CLASSES];
    private final boolean[] active = new boolean[CLASSES];
    private final double[] current = new double[CLASSES];

    ClassWeights(Settings settings) {
        strict = settings.severity().strict();
        perSender = settings.sharing() == ClassSharing.PER_SENDER;
        fastDetection = settings.fastDetection();
        weights[HIGH] = settings.severity().weight(PriorityClass.HIGH);
        weights[NORMAL] = settings.severity().weight(PriorityClass.NORMAL);
        weights[LOW] = settings.severity().weight(PriorityClass.LOW);
        for (int band = 0; band < CLASSES; band++) {
            activity[band] = new ClassActivity();
        }
    }

    void record(int band, int sender, int length, long nowNanos) {
        activity[band].record(sender, length, nowNanos);
    }

    /** Looks again who is active. */
    void refresh(long usableBitsPerSecond, long nowNanos) {
        for (int band = 0; band < CLASSES; band++) {
            ClassActivity recent = activity[band];
            recent.turnTo(nowNanos);
            active[band] = fastDetection || recent.windowBytes() * 8 * ACTIVE_SHARE > usableBitsPerSecond;
            double weight = active[band] && !strict ? weights[band] : weights[LOW];
            current[band] = perSender ? weight * Math.max(1, recent.activeSenders()) : weight;
        }
    }

    boolean strict() {
        return strict;
    }

    boolean active(int band) {
        return active[band];
    }

    /** A class's part of a quantum, if the heaviest that waited at the start of the round has this weight. */
    long part(int band, double heaviest) {
        return Math.max(1, (long) (Math.min(MOST_PARTS, current[band] / heaviest) * (1L << PART_BITS)));
    }

    double weight(int band) {
        return current[band];
    }
}
