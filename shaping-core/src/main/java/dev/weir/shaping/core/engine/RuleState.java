package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Quota;
import dev.weir.shaping.Rule;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.account.RuleAccount;
import dev.weir.shaping.core.rule.RuleContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule in an engine: its context, its account, and a verdict for each different answer it has given.
 *
 * <p>Not thread-safe. A rule keeps at most {@value #MAX_VERDICTS} verdicts; beyond that the least
 * recently used one without packets inside goes, and its bucket starts anew when the answer comes back.
 */
final class RuleState {
    static final int MAX_VERDICTS = 1024;

    final String id;
    final Rule rule;
    final RuleContext context;
    final long drawStream;
    final RuleAccount account;
    /** From when on an error is told of again. */
    long tellNanos = Long.MIN_VALUE;

    private final Verdicts verdicts;
    private final Map<Sharing, Verdict> bySharing = new LinkedHashMap<>();
    private final Map<StreamTerms, RuleStreams> streams = new HashMap<>();
    private final AnswerCache incoming = new AnswerCache();
    private final AnswerCache outgoing = new AnswerCache();
    private final @Nullable Verdict[] modifiedOnly = new Verdict[Direction.values().length];

    /** What answers must have in common to share a verdict; a null direction joins both. */
    private record Sharing(Treatment treatment, @Nullable Direction direction) {}

    /** What answers must have in common to share streams and their quotas. */
    private record StreamTerms(@Nullable Tracking tracking, @Nullable Quota quota, @Nullable String key) {
        static StreamTerms of(Treatment treatment) {
            return new StreamTerms(
                    treatment.limiting().tracking(), treatment.limiting().quota(), treatment.key());
        }
    }

    RuleState(String id, Rule rule, RuleContext context, long drawStream, Verdicts verdicts) {
        this(id, rule, context, drawStream, verdicts, new RuleAccount(id));
    }

    private RuleState(
            String id, Rule rule, RuleContext context, long drawStream, Verdicts verdicts, RuleAccount account) {
        this.account = account;
        this.id = id;
        this.rule = rule;
        this.context = context;
        this.drawStream = drawStream;
        this.verdicts = verdicts;
    }

    /** What reports and ledgers call the rule. */
    String name() {
        return account.name();
    }

    /** Calls the rule otherwise from now on. */
    void rename(String name) {
        if (context.ruleName().equals(name) && account.name().equals(name)) {
            return;
        }
        context.rename(name);
        account.rename(name);
        bySharing.values().forEach(verdicts::renamed);
        for (Verdict verdict : modifiedOnly) {
            if (verdict != null) {
                verdicts.renamed(verdict);
            }
        }
    }

    Verdict verdict(Priority answer, Direction direction) {
        AnswerCache cache = direction == Direction.INCOMING ? incoming : outgoing;
        Verdict known = cache.find(answer);
        if (known != null) {
            return known;
        }
        Verdict verdict = shared(answer, direction);
        cache.add(answer, verdict);
        return verdict;
    }

    private Verdict shared(Priority answer, Direction direction) {
        Treatment treatment = answer.treatment(direction).shape();
        PriorityClass category = treatment.category();
        if (category == null) {
            throw new IllegalArgumentException("priority must say what to do: " + answer);
        }
        Sharing sharing = new Sharing(treatment.sharing(), treatment.combined() ? null : direction);
        Verdict known = bySharing.get(sharing);
        if (known != null) {
            return known;
        }
        boolean evicted = true;
        while (bySharing.size() >= MAX_VERDICTS && evicted) {
            evicted = evictIdle();
        }
        Verdict fresh = verdicts.create(this, treatment, category, List.of(id, sharing));
        bySharing.put(sharing, fresh);
        return fresh;
    }

    /** The streams that a treatment needs to know, or null. */
    @Nullable
    RuleStreams streams(Treatment treatment) {
        return StreamBook.needs(treatment.limiting())
                ? streams.computeIfAbsent(StreamTerms.of(treatment), terms -> verdicts.streams()
                        .open(this, treatment.limiting(), List.of(id, terms)))
                : null;
    }

    /** Gives up streams that no verdict needs any more. */
    private void closeStreams(Verdict gone) {
        RuleStreams known = gone.streams;
        if (known != null && known.table().unused() && streams.values().remove(known)) {
            verdicts.streams().close(known);
        }
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

    /** A fresh state for another rule of the same id, which goes on counting where this one is. */
    RuleState followedBy(Rule other, RuleContext fresh) {
        return new RuleState(id, other, fresh, drawStream, verdicts, account);
    }

    /** Gives up what no packet needs any more, of a rule that is not asked any more; true if nothing is left. */
    boolean drained() {
        bySharing.values().removeIf(this::retired);
        boolean left = !bySharing.isEmpty();
        for (int way = 0; way < modifiedOnly.length; way++) {
            Verdict verdict = modifiedOnly[way];
            if (verdict != null && retired(verdict)) {
                modifiedOnly[way] = null;
            }
            left |= modifiedOnly[way] != null;
        }
        return !left;
    }

    private boolean retired(Verdict verdict) {
        if (!verdict.idle()) {
            return false;
        }
        verdicts.retire(verdict);
        closeStreams(verdict);
        return true;
    }

    private boolean evictIdle() {
        Verdict oldest = null;
        for (Verdict verdict : bySharing.values()) {
            if ((oldest == null || verdict.usedBefore(oldest)) && verdict.idle()) {
                oldest = verdict;
            }
        }
        if (oldest != null) {
            bySharing.values().removeIf(oldest::equals);
            incoming.remove(oldest);
            outgoing.remove(oldest);
            verdicts.remove(oldest);
            closeStreams(oldest);
        }
        return oldest != null;
    }
}
