package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.EmpiricalDelay;
import java.util.List;

/** A delay by percentiles: finds the two that a draw lies between, and the point on the line between them to a millionth of its length. */
final class EmpiricalQuantiles {
    private static final int FRACTION_BITS = 20;
    private static final double ALL = 0x1p63;

    private final long[] shares;
    private final long[] nanos;

    EmpiricalQuantiles(List<EmpiricalDelay.Point> points) {
        shares = points.stream()
                .mapToLong(
                        point -> (long) Math.min(Long.MAX_VALUE, point.share().value() * ALL))
                .toArray();
        nanos = points.stream().mapToLong(point -> point.delay().toNanos()).toArray();
    }

    /** The delay that a draw stands for. */
    long at(long draw) {
        long share = draw >>> 1;
        int next = firstAbove(share);
        if (next == 0 || next == shares.length) {
            return nanos[next == 0 ? 0 : next - 1];
        }
        long offset = share - shares[next - 1];
        long width = shares[next] - shares[next - 1];
        int excess = Math.max(0, Long.SIZE - FRACTION_BITS - Long.numberOfLeadingZeros(width));
        long fraction = (offset >>> excess << FRACTION_BITS) / (width >>> excess);
        return nanos[next - 1] + ((nanos[next] - nanos[next - 1]) * fraction >> FRACTION_BITS);
    }

    private int firstAbove(long share) {
        int low = 0;
        int high = shares.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (shares[middle] > share) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
