package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import java.util.Locale;

/** A direction through a relay, as its client sees it. */
public enum RelayDirection {
    /** From the client to the target: {@link Direction#OUTGOING} to rules. */
    UPLOAD(Direction.OUTGOING),
    /** From the target to the client: {@link Direction#INCOMING} to rules. */
    DOWNLOAD(Direction.INCOMING);

    private final Direction direction;

    RelayDirection(Direction direction) {
        this.direction = direction;
    }

    /**
     * The direction that rules and reports know.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    static RelayDirection of(Direction direction) {
        return direction == Direction.INCOMING ? DOWNLOAD : UPLOAD;
    }

    RelayDirection other() {
        return this == UPLOAD ? DOWNLOAD : UPLOAD;
    }

    /** The word of text forms, such as {@code upload}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
