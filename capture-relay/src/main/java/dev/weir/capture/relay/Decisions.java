package dev.weir.capture.relay;

import dev.weir.shaping.core.EmbeddedShaping;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps decisions of a relay, and forces those of an earlier run. Belongs to the relay's thread; costs nothing while it does neither. */
final class Decisions {
    private final @Nullable DecisionRecord kept;
    private final @Nullable DecisionRecord forced;
    /** The bytes of a full segment; 0 for datagrams. */
    private final int segmentBytes;

    /** What is inside the engine, by the mark of its packet. */
    private final Map<Long, Decision> inside = new HashMap<>();

    private volatile @Nullable String divergence;

    Decisions(@Nullable DecisionRecord kept, @Nullable DecisionRecord forced, int segmentBytes) {
        this.kept = kept;
        this.forced = forced;
        this.segmentBytes = segmentBytes;
    }

    /** A packet is offered next. */
    void offering(EmbeddedShaping shaping, long token, Decision decision) {
        if (kept != null) {
            inside.put(token, decision);
        }
        if (forced != null) {
            Long delay = forced.delayNanos(decision);
            if (delay == null) {
                diverged(decision, forced.isTruncated());
            } else if (delay == Decision.LOST) {
                shaping.loseNext();
            } else {
                shaping.delayNext(delay);
            }
        }
    }

    boolean isUsed() {
        return kept != null || forced != null;
    }

    private void diverged(Decision decision, boolean truncated) {
        if (divergence == null) {
            long cell = decision.cell();
            String place = "datagram " + (cell + 1);
            if (segmentBytes > 0) {
                place = cell < 0 ? "a segment without bytes" : "byte " + cell * segmentBytes;
            }
            divergence = "replay " + (truncated ? "ends" : "diverged") + " at connection " + (decision.connection() + 1)
                    + ", " + decision.direction() + ", " + place
                    + (decision.attempt() == 0 ? "" : ", attempt " + (decision.attempt() + 1));
        }
    }

    /** The packet was not taken: it will be offered again, or is lost for want of room. */
    void refused(long token) {
        inside.remove(token);
    }

    /** What became of a packet. */
    void met(long token, long delayNanos) {
        if (kept != null) {
            Decision decision = inside.remove(token);
            if (decision != null) {
                kept.add(decision, delayNanos);
            }
        }
    }

    /** Forgets what was kept, and that a run became another. */
    void clear() {
        inside.clear();
        divergence = null;
        if (kept != null) {
            kept.clear();
        }
    }

    @Nullable
    DecisionRecord kept() {
        return kept;
    }

    /** Where a run became another than the recorded one, or null as long as it has not. Any thread may ask. */
    @Nullable
    String divergence() {
        return divergence;
    }
}
