package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.LineFork;
import dev.weir.shaping.core.stage.LinkStage;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import org.jspecify.annotations.Nullable;

/** The line of each direction, under all rules. Not thread-safe: the engine's own. */
public final class Lines {
    private final Pipeline download;
    private final Pipeline upload;
    private final LineFork fork;

    Lines(Recipe recipe, StageSpace space, Stage end) {
        download = Pipeline.of(recipe.download(), space, stream(recipe, Direction.INCOMING), end);
        upload = Pipeline.of(recipe.upload(), space, stream(recipe, Direction.OUTGOING), end);
        fork = new LineFork(space, download.entry(), upload.entry());
    }

    private static long stream(Recipe recipe, Direction direction) {
        return Draws.stream(recipe.seed(), Draws.hash(ReservedNames.line(direction)));
    }

    Stage fork() {
        return fork;
    }

    /**
     * A direction's serialising link.
     *
     * @param direction the direction
     * @return the link, or null if the line has no rate
     */
    public @Nullable LinkStage link(Direction direction) {
        return direction == Direction.INCOMING ? download.link() : upload.link();
    }
}
