package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.stage.AdapterFork;
import dev.weir.shaping.core.stage.BandwidthEstimator;
import dev.weir.shaping.core.stage.SenderSource;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of adapters that have their own, and those that all other packets share. Not thread-safe: the engine's own.
 *
 * <p>Where no adapter has its own, packets do not even pass a fork.
 */
final class AdapterLinks {
    private final Adapters adapters;
    private final ClassLinks shared;
    private final Map<Integer, ClassLinks> own = new HashMap<>();
    private final Stage competing;
    private final Stage excluded;

    AdapterLinks(Recipe recipe, Adapters adapters, StageSpace space, SenderSource senders, Stage next) {
        this.adapters = adapters;
        shared = new ClassLinks(recipe.capacity(), "all", recipe, space, senders, next);
        new TreeMap<>(recipe.adapters().capacities())
                .forEach((id, capacity) -> own.put(id, new ClassLinks(capacity, id, recipe, space, senders, next)));
        if (own.isEmpty()) {
            competing = shared.competing();
            excluded = shared.excluded();
        } else {
            competing = new AdapterFork(space, number -> of(number).competing());
            excluded = recipe.settings().accountExcluded()
                    ? new AdapterFork(space, number -> of(number).excluded())
                    : next;
        }
    }

    private ClassLinks of(int number) {
        return number == 0 ? shared : own.getOrDefault(adapters.get(number).id(), shared);
    }

    /** Where high, normal and low traffic enters. */
    Stage competing() {
        return competing;
    }

    /** Where traffic enters that the classes do not hold back. */
    Stage excluded() {
        return excluded;
    }

    /** The classes that packets without a link of their own share. */
    @Nullable
    BandwidthEstimator estimator(Direction direction) {
        return shared.estimator(direction);
    }

    /** An adapter's own classes; null also if it has none. */
    @Nullable
    BandwidthEstimator estimator(int adapterId, Direction direction) {
        ClassLinks links = own.get(adapterId);
        return links == null ? null : links.estimator(direction);
    }
}
