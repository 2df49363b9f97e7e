package dev.weir.shaping;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine answers when it is offered a packet. Immutable; there is one instance of each answer, so that {@code ==} compares.
 */
public final class Admission {
    /** The packet was taken; it will be released, or dropped later with a reason. */
    public static final Admission ACCEPTED = new Admission("accepted", null);
    /** The packet was not taken, and nothing has changed: a lossless source should offer it again after the engine has made room. */
    public static final Admission BUSY = new Admission("busy", null);

    private static final Map<DropReason, Admission> DROPPED = new EnumMap<>(DropReason.class);

    static {
        for (DropReason reason : DropReason.values()) {
            DROPPED.put(reason, new Admission("dropped " + reason, reason));
        }
    }

    private final String text;
    private final @Nullable DropReason reason;

    private Admission(String text, @Nullable DropReason reason) {
        this.text = text;
        this.reason = reason;
    }

    /**
     * The answer for a packet that was dropped at once.
     *
     * @param reason why
     * @return the answer
     */
    public static Admission dropped(DropReason reason) {
        Admission answer = DROPPED.get(reason);
        if (answer == null) {
            throw new IllegalArgumentException("reason is unknown: " + reason);
        }
        return answer;
    }

    /**
     * Why the packet was dropped.
     *
     * @return the reason, or null unless it was dropped at once
     */
    public @Nullable DropReason reason() {
        return reason;
    }

    @Override
    public String toString() {
        return text;
    }
}
