package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.pass;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.account.RuleAccount;
import dev.weir.shaping.core.engine.Engine;
import java.time.Instant;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The accounts of rules that are edited while they are read are those before or after; one that did something is always there, once. */
@JCStressTest
@Outcome(id = "one other", expect = Expect.ACCEPTABLE, desc = "before")
@Outcome(id = "third one other", expect = Expect.ACCEPTABLE, desc = "without the first two")
@Outcome(id = "other third one", expect = Expect.ACCEPTABLE, desc = "with one of them again")
@Outcome(expect = Expect.FORBIDDEN, desc = "missing, or there twice")
@State
public class RuleEditStress {
    private static final Rule RULE = (packet, context) -> pass();
    private static final RuleSet BEFORE = RuleSet.empty().with("one", RULE).with("other", RULE);
    private static final RuleSet BETWEEN = RuleSet.empty().with("third", RULE);
    private static final RuleSet AFTER = RuleSet.empty().with("other", RULE).with("third", RULE);
    private final Engine engine =
            new Engine(Shaper.builder().rules(BEFORE).build().recipe(Instant.EPOCH), (packet, nowNanos) -> true, null);

    /** An engine whose rules have decided. */
    public RuleEditStress() {
        for (RuleAccount account : engine.judge().accounts()) {
            account.way(Direction.INCOMING).in(100);
        }
    }

    /** Edits the rules. */
    @Actor
    public void edit() {
        engine.rules(BETWEEN);
        engine.rules(AFTER);
    }

    /**
     * Reads.
     *
     * @param result the names in order, without the default at their end
     */
    @Actor
    public void read(L_Result result) {
        List<RuleAccount> accounts = engine.judge().accounts();
        StringBuilder names = new StringBuilder();
        for (RuleAccount account : accounts.subList(0, accounts.size() - 1)) {
            names.append(names.length() == 0 ? "" : " ").append(account.name());
        }
        result.r1 = names.toString();
    }
}
