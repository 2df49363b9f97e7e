package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.rule.ContextState;
import dev.weir.shaping.core.stage.SharedRegistry;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.TokenSource;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
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
        @Nullable SharedLine download,
        @Nullable SharedLine upload,
        @Nullable SharedRegistry registry,
        long originNanos) {
    /**
     * Checks that a line can take the place of a direction's line.
     *
     * @param direction the direction
     * @param line what it is to be made of over time
     * @throws IllegalArgumentException if it has a rate although the direction shares the link of other shapers
     */
    public void requireLine(Direction direction, Timeline<Impairment> line) {
        if (line(direction) != null) {
            line.values().forEach(value -> requireNoRate(direction, value));
        }
    }

    private static void requireNoRate(Direction direction, Impairment line) {
        if (line.rate() != null) {
            throw new IllegalArgumentException(
                    "line of " + direction + " packets must have no rate beside its shared link: \"" + line + "\"");
        }
    }

    /** The link of a direction's line that is shared with any engines, or null if there is none. */
    @Nullable
    SharedLine line(Direction direction) {
        return direction == Direction.INCOMING ? download : upload;
    }

    /** The link of a name, or null if the engine has its own. */
    @Nullable
    SharedTime link(Object name) {
        return registry == null ? null : registry.link(name);
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
