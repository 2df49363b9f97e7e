package dev.weir.shaping.filter;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.Not;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts conditions and filters into the filter language of WinDivert 2.2, for its network layers. Thread-safe; allocates.
 *
 * <p>The engine's own filters decide; the driver only settles what they would settle in the same way, so that no packet escapes its rules and none is lost.
 * Where the language cannot say a thing, or the driver would not take so much of it, more packets are diverted, and fewer dropped, than could be. A filter has at
 * most 256 tests: sets of addresses and ports are made coarser, then the last filters are left out, until it has no more.
 *
 * <p>What depends on time, on names of addresses, on other header fields or on a predicate is never left to the driver, nor are protocols and ports behind an
 * IPv6 extension header. Masks with gaps count by their leading ones. An adapter's id must be the index of its network interface.
 */
public final class WinDivertFilters {
    private static final Translation TRANSLATION = new Translation(new WinDivertLanguage());

    private WinDivertFilters() {}

    /**
     * A filter for all packets of a condition; it may match others too.
     *
     * @param match the condition
     * @return the filter
     */
    public static DriverFilter matching(Match match) {
        return TRANSLATION.atLeast(match);
    }

    /**
     * A filter for the handle that diverts packets: all but those that the driver may let pass, as filters ignore them.
     *
     * @param filters the filters
     * @return the filter, {@code true} if all are diverted
     */
    public static DriverFilter diverted(FilterSet filters) {
        return diverted(Matches.any(), filters);
    }

    /**
     * A filter for the handle that diverts packets: those of a condition but those that the driver may let pass, as filters ignore them.
     *
     * @param scope which packets are to be shaped
     * @param filters the filters
     * @return the filter, which may match packets outside the scope too
     */
    public static DriverFilter diverted(Match scope, FilterSet filters) {
        return TRANSLATION.without(scope, filters, FilterAction.IGNORE);
    }

    /**
     * A filter for a second handle of a higher priority, opened with the flag to drop: the packets that the driver may drop, as filters block them.
     *
     * @param filters the filters
     * @return the filter, {@code false} if there are none
     */
    public static DriverFilter dropped(FilterSet filters) {
        return dropped(Matches.any(), filters);
    }

    /**
     * A filter for a second handle of a higher priority, opened with the flag to drop: the packets of a condition that the driver may drop, as filters block them.
     *
     * @param scope which packets are to be shaped
     * @param filters the filters
     * @return the filter, {@code false} if there are none
     */
    public static DriverFilter dropped(Match scope, FilterSet filters) {
        return TRANSLATION.only(scope, filters, FilterAction.BLOCK);
    }

    /**
     * Checks that no filter that is switched on asks for a link layer, which packets of WinDivert do not have: such a filter would never match.
     *
     * @param filters the filters
     * @throws IllegalArgumentException if one does, with its name
     */
    public static void requireSupported(FilterSet filters) {
        for (Filter filter : filters.filters()) {
            Match match = linkLayer(filter.match());
            if (filter.enabled() && match != null) {
                throw new IllegalArgumentException("filter \"" + filter.name()
                        + "\" must not ask for a link layer, which windivert does not have: " + match);
            }
        }
    }

    /** The first part of a condition that asks for a link layer, or null. */
    private static @Nullable Match linkLayer(Match match) {
        if (match instanceof Not not) {
            return linkLayer(not.match());
        }
        if (match instanceof AllOf all) {
            return linkLayer(all.parts());
        }
        if (match instanceof AnyOf any) {
            return linkLayer(any.parts());
        }
        boolean asks = match instanceof MacIn
                || match instanceof EtherTypeIs is && is.type() != EtherTypes.IPV4 && is.type() != EtherTypes.IPV6;
        return asks ? match : null;
    }

    private static @Nullable Match linkLayer(List<Match> parts) {
        return parts.stream()
                .map(WinDivertFilters::linkLayer)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
