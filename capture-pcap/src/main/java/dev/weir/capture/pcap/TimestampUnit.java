package dev.weir.capture.pcap;

/*
 * if_tsresol [1]: the lower 7 bits are a negative exponent, of 2 if the top bit is set, otherwise of 10. A timestamp counts
 * those units as an unsigned 64-bit number; if_tsoffset is added, in signed seconds. All is split into whole seconds and
 * the nanoseconds within the second first, so that nothing overflows before the sum is known; what is finer than a
 * nanosecond is cut off. Exponents beyond 10^-28 and 2^-94 make every timestamp shorter than a nanosecond.
 *
 * [1] draft-ietf-opsawg-pcapng, section 4.2
 */
/** Turns the timestamps of one interface into nanoseconds. Immutable. */
final class TimestampUnit {
    /** What holds for an interface that says nothing. */
    static final int MICROSECONDS = 6;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND;
    private static final int BINARY = 0x80;

    private final boolean binary;
    private final int exponent;
    private final long offsetSeconds;
    private final long scale;

    TimestampUnit(int resolution, long offsetSeconds) {
        this.binary = (resolution & BINARY) != 0;
        this.exponent = resolution & ~BINARY;
        this.offsetSeconds = offsetSeconds;
        this.scale = powerOfTen(Math.abs(9 - exponent));
    }

    /** Nanoseconds since the Unix epoch, clamped to the range of a long. */
    long nanos(long units) {
        if (binary) {
            return binaryNanos(units);
        }
        return exponent <= 9 ? coarseNanos(units) : fineNanos(units);
    }

    private long coarseNanos(long units) {
        long unitsPerSecond = NANOS_PER_SECOND / scale;
        long seconds = Long.divideUnsigned(units, unitsPerSecond);
        return sum(seconds, (units - seconds * unitsPerSecond) * scale);
    }

    private long fineNanos(long units) {
        long nanos = scale == 0 ? 0 : Long.divideUnsigned(units, scale);
        return sum(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }

    private long binaryNanos(long units) {
        if (exponent == 0) {
            return sum(units, 0);
        }
        if (exponent < 64) {
            long fraction = units & (-1L >>> (64 - exponent));
            long high = Math.multiplyHigh(fraction, NANOS_PER_SECOND);
            long low = fraction * NANOS_PER_SECOND;
            return sum(units >>> exponent, (high << (64 - exponent)) | (low >>> exponent));
        }
        long high = Math.multiplyHigh(units, NANOS_PER_SECOND) + ((units >> 63) & NANOS_PER_SECOND);
        return sum(0, high >>> (exponent - 64));
    }

    private long sum(long unsignedSeconds, long nanos) {
        long seconds = unsignedSeconds + offsetSeconds;
        boolean beyondLong = unsignedSeconds < 0 ? offsetSeconds >= 0 || seconds < 0 : offsetSeconds > 0 && seconds < 0;
        return beyondLong ? Long.MAX_VALUE : clampedNanos(seconds, nanos);
    }

    private static long clampedNanos(long seconds, long nanos) {
        if (seconds > MAX_SECONDS) {
            return Long.MAX_VALUE;
        }
        if (seconds < -MAX_SECONDS - 1) {
            return Long.MIN_VALUE;
        }
        if (seconds >= 0) {
            long sum = seconds * NANOS_PER_SECOND + nanos;
            return sum < 0 ? Long.MAX_VALUE : sum;
        }
        long sum = (seconds + 1) * NANOS_PER_SECOND + (nanos - NANOS_PER_SECOND);
        return sum > 0 ? Long.MIN_VALUE : sum;
    }

    /** 0 if the power is larger than any 64-bit number. */
    private static long powerOfTen(int exponent) {
        if (exponent > 19) {
            return 0;
        }
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
