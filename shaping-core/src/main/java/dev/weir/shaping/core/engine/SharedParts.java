package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.rule.ContextState;
import dev.weir.shaping.core.stage.SharedRegistry;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.TokenSource;
import dev.weir.shaping.impair.Framing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine shares with others: the links of its lines with any, and as a shard of a run all limits, links and contexts with the other shards. Immutable.
 *
 * @param download the incoming link, or null if it is the engine's own
 * @param upload the outgoing link, or null if it is the engine's own
 * @param registry what the shards of one run share, or null for the only engine of its run
 * @param originNanos the engine's time 0 on the clock of the links
 */
public record SharedParts(
        @Nullable SharedTime download,
        @Nullable SharedTime upload,
        @Nullable SharedRegistry registry,
        long originNanos) {
    @Nullable
    SharedTime line(Direction direction, Framing framing) {
        SharedTime given = direction == Direction.INCOMING ? download : upload;
        return given == null ? link(List.of("line", direction), framing) : given;
    }

    /** The link of a name, or null if the engine has its own. */
    @Nullable
    SharedTime link(Object name, Framing framing) {
        return registry == null ? null : registry.link(name, framing);
    }

    /** What persists for a rule of an id: as long as the entry has this rule, the same in all shards. */
    ContextState context(String id, Rule rule) {
        return registry == null
                ? new ContextState()
                : registry.named(new RuleIdentity(id, rule), ContextState.class, ContextState::new);
    }

    /** A rule under an id. */
    private record RuleIdentity(String id, Rule rule) {}

    /** The buckets of a limit's name. */
    TokenSource buckets(Object name) {
        return TokenSource.of(registry, name);
    }
}
