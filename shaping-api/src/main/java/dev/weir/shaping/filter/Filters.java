package dev.weir.shaping.filter;

import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import java.util.List;
import java.util.Locale;

/** Conditions that filters often have. Thread-safe. */
public final class Filters {
    private static final List<String> LOCAL_NETWORKS =
            List.of("10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10");

    private Filters() {}

    /**
     * Holds for packets that stay within one of the networks for private use and for link-local addresses: 10.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12,
     * 192.168.0.0/16, fc00::/7 and fe80::/10. Both ends must be in the same one; loopback and multicast are no part of them.
     *
     * @return the condition
     */
    public static Match localNetworks() {
        return LOCAL_NETWORKS.stream()
                .map(network -> Matches.source(network).and(Matches.destination(network)))
                .reduce(Match::or)
                .orElseThrow();
    }

    /**
     * Holds for packets of a direction that is given as filters in files name it.
     *
     * @param text in any case: {@code outgoing}, {@code out}, {@code send}, {@code upload} or 1; {@code incoming}, {@code in}, {@code receive}, {@code download}
     *     or 2; {@code all} or 3
     * @return the condition
     * @throws IllegalArgumentException if the text is none of these
     */
    public static Match direction(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "outgoing", "out", "send", "upload", "1" -> Matches.outgoing();
            case "incoming", "in", "receive", "download", "2" -> Matches.incoming();
            case "all", "3" -> Matches.any();
            default ->
                throw new IllegalArgumentException(
                        "direction must be incoming, outgoing or all, or 1 to 3: \"" + text + "\"");
        };
    }
}
