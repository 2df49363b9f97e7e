package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.WaveDelay;

/** Delays that swing with time. A sine is linear between 1,024 points of a period: within a 100,000th of its amplitude. */
final class WaveModel implements DelayModel {
    private static final int PHASE_BITS = 20;
    private static final int POINT_BITS = 10;
    private static final int HEIGHT_BITS = 20;
    private static final long ONE = 1L << HEIGHT_BITS;
    private static final long QUARTER = 1L << PHASE_BITS - 2;

    private static final long[] SINE = new long[(1 << POINT_BITS) + 1];

    static {
        for (int i = 0; i < SINE.length; i++) {
            SINE[i] = StrictMath.round(ONE * StrictMath.sin(2 * StrictMath.PI * i / (SINE.length - 1)));
        }
    }

    private final WaveDelay.Form form;
    private final long baseNanos;
    private final long amplitudeNanos;
    private final long periodNanos;

    WaveModel(WaveDelay wave) {
        this.form = wave.form();
        this.baseNanos = wave.base().toNanos();
        this.amplitudeNanos = wave.amplitude().toNanos();
        this.periodNanos = wave.period().toNanos();
    }

    @Override
    public long nanos(int packet, long nowNanos) {
        long phase = (nowNanos % periodNanos << PHASE_BITS) / periodNanos;
        return baseNanos + (amplitudeNanos * height(phase) >> HEIGHT_BITS);
    }

    private long height(long phase) {
        return switch (form) {
            case SINE -> sine(phase);
            case SQUARE -> phase < 2 * QUARTER ? ONE : -ONE;
            case TRIANGLE -> triangle(phase);
        };
    }

    private static long sine(long phase) {
        int shift = PHASE_BITS - POINT_BITS;
        int point = (int) (phase >> shift);
        long fraction = phase & (1L << shift) - 1;
        return SINE[point] + ((SINE[point + 1] - SINE[point]) * fraction >> shift);
    }

    private static long triangle(long phase) {
        long steps = phase < QUARTER ? phase : phase < 3 * QUARTER ? 2 * QUARTER - phase : phase - 4 * QUARTER;
        return steps << HEIGHT_BITS - PHASE_BITS + 2;
    }
}
