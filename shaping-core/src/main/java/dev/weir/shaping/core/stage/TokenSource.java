package dev.weir.shaping.core.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a limit its buckets: the engine's own, or those that the limit of this name has in all engines that share them. Immutable and thread-safe. */
public final class TokenSource {
    /** Buckets of one's own. */
    public static final TokenSource OWN = new TokenSource(null, "");

    private final @Nullable SharedRegistry shared;
    private final Object name;

    private TokenSource(@Nullable SharedRegistry shared, Object name) {
        this.shared = shared;
        this.name = name;
    }

    /**
     * The buckets of a limit.
     *
     * @param shared what engines share, or null for a bucket of one's own
     * @param name the limit's name, equal in all engines
     * @return the source
     */
    public static TokenSource of(@Nullable SharedRegistry shared, Object name) {
        return shared == null ? OWN : new TokenSource(shared, name);
    }

    /** The buckets of one stream of the limit. */
    TokenSource of(Object stream) {
        return shared == null ? OWN : new TokenSource(shared, List.of(name, stream));
    }

    boolean isShared() {
        return shared != null;
    }

    Tokens bits(TokenRate rate) {
        return tokens(rate, "bits");
    }

    Tokens packets(TokenRate rate) {
        return tokens(rate, "packets");
    }

    private Tokens tokens(TokenRate rate, String dimension) {
        return shared == null ? new TokenBucket(rate) : new SharedTokens(shared.bucket(List.of(name, dimension)), rate);
    }
}
