package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import org.jspecify.annotations.Nullable;

/** A link that can change while packets wait. Called on the engine's thread; a change of the rate alone allocates nothing. */
public interface TunableLink extends LinkUse {
    /**
     * Changes the rate of what is not yet sent.
     *
     * @param rate the rate from now on
     * @param nowNanos logical time
     */
    void rate(Rate rate, long nowNanos);

    /**
     * Changes all of the link. What waits stays, even if there is less room for it now; what is left to send is sent at the new rate. Without a rate the
     * link takes no time.
     *
     * @param rate the rate from now on, or null for none
     * @param framing what is sent besides the bytes of later packets
     * @param queue the bound on what waits, or null for the default
     * @param discipline how packets wait
     * @param nowNanos logical time
     * @return whether later packets have to pass the link, to stay behind earlier ones
     */
    boolean change(
            @Nullable Rate rate,
            Framing framing,
            @Nullable QueueLimit queue,
            QueueDiscipline discipline,
            long nowNanos);

    /**
     * Sends packets elsewhere, from now on.
     *
     * @param next where packets go with their last bit
     */
    void next(Stage next);
}
