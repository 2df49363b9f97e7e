package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Rule;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.account.Totals;
import dev.weir.shaping.core.rule.RuleContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule in an engine: its context, its totals, and a verdict for each different answer it has given.
 *
 * <p>Not thread-safe. A rule keeps at most {@value #MAX_VERDICTS} verdicts; beyond that the one that was idle for longest goes, and its
 * bucket starts anew when the answer comes back.
 */
final class RuleState {
    static final int MAX_VERDICTS = 1024;

    final String name;
    final Rule rule;
    final RuleContext context;
    final long drawStream;
    final Totals totals = new Totals();
    long errors;

    private final Verdicts verdicts;
    private final Map<Sharing, Verdict> bySharing = new HashMap<>();
    private final Map<Priority, Verdict> incoming = new HashMap<>();
    private final Map<Priority, Verdict> outgoing = new HashMap<>();
    private final @Nullable Verdict[] modifiedOnly = new Verdict[2];
    private @Nullable Priority lastIncoming;
    private @Nullable Verdict lastIncomingVerdict;
    private @Nullable Priority lastOutgoing;
    private @Nullable Verdict lastOutgoingVerdict;

    /** What answers must have in common to share a verdict; a null direction joins both. */
    private record Sharing(Treatment shape, @Nullable Direction direction) {}

    RuleState(String name, Rule rule, RuleContext context, long drawStream, Verdicts verdicts) {
        this.name = name;
        this.rule = rule;
        this.context = context;
        this.drawStream = drawStream;
        this.verdicts = verdicts;
    }

    Verdict verdict(Priority priority, Direction direction, long nowNanos) {
        return direction == Direction.INCOMING ? incoming(priority, nowNanos) : outgoing(priority, nowNanos);
    }

    private Verdict incoming(Priority priority, long nowNanos) {
        Verdict last = lastIncomingVerdict;
        if (priority == lastIncoming && last != null) {
            return last;
        }
        Verdict verdict = incoming.get(priority);
        if (verdict == null) {
            verdict = find(priority, Direction.INCOMING, nowNanos);
            incoming.put(priority, verdict);
        }
        lastIncoming = priority;
        lastIncomingVerdict = verdict;
        return verdict;
    }

    private Verdict outgoing(Priority priority, long nowNanos) {
        Verdict last = lastOutgoingVerdict;
        if (priority == lastOutgoing && last != null) {
            return last;
        }
        Verdict verdict = outgoing.get(priority);
        if (verdict == null) {
            verdict = find(priority, Direction.OUTGOING, nowNanos);
            outgoing.put(priority, verdict);
        }
        lastOutgoing = priority;
        lastOutgoingVerdict = verdict;
        return verdict;
    }

    private Verdict find(Priority priority, Direction direction, long nowNanos) {
        Treatment treatment = priority.treatment(direction).shape();
        Sharing sharing = new Sharing(treatment, treatment.combined() ? null : direction);
        Verdict known = bySharing.get(sharing);
        if (known != null) {
            return known;
        }
        if (bySharing.size() >= MAX_VERDICTS) {
            evictIdle(nowNanos);
        }
        PriorityClass category = treatment.category();
        if (category == null) {
            throw new IllegalArgumentException("priority must say what to do: " + priority);
        }
        Verdict fresh = verdicts.create(this, treatment, category);
        bySharing.put(sharing, fresh);
        return fresh;
    }

    /** The verdict for packets that this rule only modifies: it counts them, and the default priority treats them. */
    Verdict modifiedOnly(Verdict defaultVerdict, Direction direction) {
        int way = direction.ordinal();
        Verdict known = modifiedOnly[way];
        if (known == null) {
            known = verdicts.sharing(this, defaultVerdict);
            modifiedOnly[way] = known;
        }
        return known;
    }

    private void evictIdle(long nowNanos) {
        Verdict oldest = null;
        for (Verdict verdict : bySharing.values()) {
            boolean older = oldest == null
                    || verdict.lastUsedNanos < oldest.lastUsedNanos
                    || verdict.lastUsedNanos == oldest.lastUsedNanos && verdict.number < oldest.number;
            if (older && verdict.idle(nowNanos)) {
                oldest = verdict;
            }
        }
        Verdict evicted = oldest;
        if (evicted != null) {
            bySharing.values().remove(evicted);
            incoming.values().removeIf(verdict -> verdict == evicted);
            outgoing.values().removeIf(verdict -> verdict == evicted);
            lastIncoming = null;
            lastOutgoing = null;
            verdicts.remove(evicted);
        }
    }
}
