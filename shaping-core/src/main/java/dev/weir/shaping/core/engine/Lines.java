package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.LineFork;
import dev.weir.shaping.core.stage.LinkUse;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The line of each direction, under all rules. Not thread-safe: the engine's own; any thread may read. */
public final class Lines {
    private static final Direction[] DIRECTIONS = Direction.values();
    private final SharedParts shared;
    private final Line download;
    private final Line upload;
    private final LineFork fork;

    Lines(Recipe recipe, StageSpace space, Stage end) {
        shared = recipe.shared();
        download = new Line(recipe, Direction.INCOMING, space, end);
        upload = new Line(recipe, Direction.OUTGOING, space, end);
        fork = new LineFork(space, download.entry(), upload.entry());
    }

    private Line of(Direction direction) {
        return direction == Direction.INCOMING ? download : upload;
    }

    Stage fork() {
        return fork;
    }

    /** Changes a line, from the next packet on that reaches it. */
    void change(Direction direction, Timeline<Impairment> settings, long nowNanos) {
        require(direction, settings);
        Line line = of(direction);
        line.change(settings, nowNanos);
        fork.line(direction, line.entry());
    }

    /** Checks that a line can take the place of a direction's line. */
    void require(Direction direction, Timeline<Impairment> settings) {
        require(of(direction).settings(), settings);
        shared.requireLine(direction, settings);
    }

    /** When the next step of a timeline is, or {@link Long#MAX_VALUE}. */
    long nextNanos() {
        return Math.min(download.nextNanos(), upload.nextNanos());
    }

    /** Takes the steps that are due. */
    void step(long nowNanos) {
        for (Direction direction : DIRECTIONS) {
            Line line = of(direction);
            if (line.nextNanos() <= nowNanos) {
                line.step(nowNanos);
                fork.line(direction, line.entry());
            }
        }
    }

    /**
     * What a direction's line is made of now, apart from a link that is shared with other shapers.
     *
     * @param direction the direction
     * @return the line
     */
    public Impairment line(Direction direction) {
        return of(direction).settings();
    }

    /**
     * The rate of a direction's serialising link now.
     *
     * @param direction the direction
     * @return the rate, or null if the line has none
     */
    public @Nullable Rate rate(Direction direction) {
        return of(direction).rate();
    }

    /**
     * A direction's serialising link.
     *
     * @param direction the direction
     * @return what the link does for this engine, or null if the line never had a rate
     */
    public @Nullable LinkUse link(Direction direction) {
        return of(direction).link();
    }

    /**
     * Checks that a line can become others.
     *
     * @param before the line
     * @param next what it is to be
     * @throws IllegalArgumentException if a trace or slots would change, which last as long as the line
     */
    public static void require(Impairment before, Timeline<Impairment> next) {
        for (Impairment value : next.values()) {
            requireSame("trace", before.trace(), value.trace());
            requireSame("joint trace", before.joint(), value.joint());
            requireSame("slots", before.slots(), value.slots());
        }
    }

    private static void requireSame(String what, @Nullable Object before, @Nullable Object next) {
        if (!Objects.equals(before, next)) {
            throw new IllegalArgumentException(what + " of a line must stay as it is, " + before + ": " + next);
        }
    }
}
