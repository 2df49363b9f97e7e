package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.LineFork;
import dev.weir.shaping.core.stage.LinkUse;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.impair.Impairment;
import org.jspecify.annotations.Nullable;

/** The line of each direction, under all rules. Not thread-safe: the engine's own. */
public final class Lines {
    private final Pipeline download;
    private final Pipeline upload;
    private final LineFork fork;

    Lines(Recipe recipe, StageSpace space, Stage end) {
        download = line(recipe, Direction.INCOMING, space, end);
        upload = line(recipe, Direction.OUTGOING, space, end);
        fork = new LineFork(space, download.entry(), upload.entry());
    }

    private static Pipeline line(Recipe recipe, Direction direction, StageSpace space, Stage end) {
        Impairment line = direction == Direction.INCOMING ? recipe.download() : recipe.upload();
        return Pipeline.ofLine(line, recipe.shared(), direction, space, stream(recipe, direction), end);
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
     * @return what the link does for this engine, or null if the line has no rate
     */
    public @Nullable LinkUse link(Direction direction) {
        return direction == Direction.INCOMING ? download.link() : upload.link();
    }
}
