package dev.weir.shaping.filter;

import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts conditions and lists of filters into a driver's language, as exactly as that and the driver's limits allow. */
final class Translation {
    /*
     * For each kind of packets, a condition becomes a narrow and a wide formula. A list of filters becomes a chain from its end, as the first match decides:
     * what the driver may settle is (F1 or (not F2 and (F3 or ..))), where F1 and F3 have the action in question and F2 another. The rest of the chain is always
     * less than certain if the list was cut off, so that nothing of it is settled.
     *
     * A formula that is too large for the driver is made anew: with fewer ranges in each set of addresses and ports, then with only the first filters of the list.
     */
    private static final int MOST_FILTERS = 128;
    private static final List<Integer> RANGES = List.of(128, 64, 32, 16, 8, 4, 2, 1);

    private final Language language;

    Translation(Language language) {
        this.language = language;
    }

    /** What a condition says of packets of a kind. */
    private static Bounds of(Match match, PacketKind kind) {
        if (match instanceof Always) {
            return Bounds.ALWAYS;
        }
        if (match instanceof AllOf all) {
            return Bounds.all(parts(all.parts(), kind));
        }
        if (match instanceof AnyOf any) {
            return Bounds.any(parts(any.parts(), kind));
        }
        if (match instanceof Not not) {
            return of(not.match(), kind).not();
        }
        return kind.leaves().of(match);
    }

    private static List<Bounds> parts(List<Match> matches, PacketKind kind) {
        return matches.stream().map(part -> of(part, kind)).toList();
    }

    /** The packets on which an action of a list of filters is decided within its first ones. */
    private static Bounds settled(FilterSet set, int count, FilterAction action, PacketKind kind) {
        List<Filter> asked = asked(set);
        Bounds chain = count < asked.size() ? Bounds.UNKNOWN : Bounds.NEVER;
        for (int i = count - 1; i >= 0; i--) {
            Bounds own = of(asked.get(i).match(), kind);
            chain = asked.get(i).action() == action ? own.or(chain) : own.not().and(chain);
        }
        return chain;
    }

    private static List<Filter> asked(FilterSet set) {
        return set.filters().stream().filter(Filter::enabled).toList();
    }

    /** Never less than a condition. */
    DriverFilter atLeast(Match match) {
        return fit(0, size -> over(size, kind -> of(match, kind)), Bounds::wide, Expression.TRUE);
    }

    /** The packets of a condition but those that an action of the filters settles; never less. */
    DriverFilter without(Match scope, FilterSet set, FilterAction action) {
        return fit(
                most(set),
                size -> over(size, kind -> of(scope, kind))
                        .and(over(size, kind -> settled(set, size.filters, action, kind))
                                .not()),
                Bounds::wide,
                Expression.TRUE);
    }

    /** The packets of a condition that an action of the filters settles; never more. */
    DriverFilter only(Match scope, FilterSet set, FilterAction action) {
        return fit(
                most(set),
                size -> over(size, kind -> of(scope, kind).and(settled(set, size.filters, action, kind))),
                Bounds::narrow,
                Expression.FALSE);
    }

    private static int most(FilterSet set) {
        return Math.min(asked(set).size(), MOST_FILTERS);
    }

    private record Size(int ranges, int filters) {}

    private Bounds over(Size size, Function<PacketKind, Bounds> each) {
        return over(language.packets(size.ranges), each);
    }

    private static Bounds over(PacketKind kind, Function<PacketKind, Bounds> each) {
        if (kind.parts().isEmpty()) {
            return each.apply(kind);
        }
        List<Bounds> answers =
                kind.parts().stream().map(part -> over(part, each)).toList();
        if (answers.stream().allMatch(answers.get(0)::equals)) {
            return answers.get(0);
        }
        List<Bounds> cases = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            cases.add(Bounds.exact(kind.parts().get(i).test()).and(answers.get(i)));
        }
        return Bounds.any(cases);
    }

    private DriverFilter fit(
            int mostFilters, Function<Size, Bounds> sized, Function<Bounds, Expression> side, Expression whole) {
        int filters = mostFilters;
        while (true) {
            for (int ranges : RANGES) {
                Bounds bounds = sized.apply(new Size(ranges, filters));
                Expression chosen = side.apply(bounds);
                if (language.takes(chosen)) {
                    return filter(chosen, bounds.exact());
                }
            }
            if (filters == 0) {
                return filter(whole, false);
            }
            filters /= 2;
        }
    }

    private DriverFilter filter(Expression expression, boolean exact) {
        return new DriverFilter(language.text(expression), exact, expression.tests());
    }
}
