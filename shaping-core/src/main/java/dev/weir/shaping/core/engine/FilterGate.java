package dev.weir.shaping.core.engine;

import dev.weir.shaping.core.account.FilterAccount;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.AddressBook;
import dev.weir.shaping.core.rule.ContextState;
import dev.weir.shaping.core.rule.FilterView;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.SeenTraffic;
import dev.weir.shaping.core.rule.Surroundings;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the filters in order; the first that matches decides. Not thread-safe, but for the accounts. */
public final class FilterGate {
    private final Recipe recipe;
    private final Adapters adapters;
    private final AddressBook addresses;
    private final PacketSlab packets;
    private final PacketHeaders headers;
    private final WallClock clock;
    private final Roster<Identity, FilterState> known = new Roster<>(state -> state.account.used());
    private @Nullable FilterView view;
    private FilterState[] asked = {};
    private volatile List<FilterAccount> accounts = List.of();

    /** What a filter must have in common with an earlier one to go on counting for it. */
    private record Identity(String name, int id, FilterAction action) {}

    FilterGate(Recipe recipe, Adapters adapters, AddressBook addresses, PacketSlab packets, PacketHeaders headers) {
        this.recipe = recipe;
        this.adapters = adapters;
        this.addresses = addresses;
        this.packets = packets;
        this.headers = headers;
        clock = new WallClock(recipe.start(), recipe.zone());
        replace(recipe.filters());
    }

    /** Replaces the filters, from the next packet on. */
    void replace(FilterSet set) {
        List<FilterState> listed = new ArrayList<>();
        known.begin();
        for (Filter filter : set.filters()) {
            listed.add(state(filter, set.id(filter.name())));
        }
        asked = listed.stream().filter(state -> state.filter.enabled()).toArray(FilterState[]::new);
        view = asked.length == 0 ? null : new FilterView(headers);
        listed.addAll(known.former());
        accounts = listed.stream().map(state -> state.account).toList();
    }

    private FilterState state(Filter filter, int id) {
        Identity identity = new Identity(filter.name(), id, filter.action());
        FilterState before = known.find(identity);
        FilterState state = before != null && before.filter.match().equals(filter.match())
                ? before.with(filter)
                : new FilterState(filter, account(before, identity), context(filter.name()));
        known.list(identity, state);
        return state;
    }

    private static FilterAccount account(@Nullable FilterState before, Identity identity) {
        return before == null ? new FilterAccount(identity.name, identity.id, identity.action) : before.account;
    }

    private RuleContext context(String name) {
        Surroundings surroundings =
                new Surroundings(clock, recipe.providers().vpn(), adapter -> false, addresses, new SeenTraffic());
        return new RuleContext(name, surroundings, new ContextState());
    }

    /** The first filter that matches a packet whose headers have been decoded, or null. */
    @Nullable
    FilterState first(int packet, long nowNanos) {
        FilterView looking = view;
        if (looking == null) {
            return null;
        }
        clock.set(nowNanos);
        look(looking, packet, nowNanos);
        for (FilterState state : asked) {
            if (state.matches(looking)) {
                return state;
            }
        }
        return null;
    }

    private void look(FilterView looking, int packet, long nowNanos) {
        looking.set(
                packets.bytes(packet),
                packets.offset(packet),
                packets.capturedLength(packet),
                packets.length(packet),
                packets.linkType(packet),
                packets.direction(packet),
                nowNanos);
        looking.adapter(adapters.get(packets.adapter(packet)));
    }

    /**
     * The filters in order, then those that were removed and matched something. Any thread may ask.
     *
     * @return what each matched; the accounts go on counting
     */
    public List<FilterAccount> accounts() {
        return accounts;
    }

    /**
     * Filters that were removed and matched something, which is not told any more as there were too many.
     *
     * @return 0 or more
     */
    public long forgotten() {
        return known.forgotten();
    }
}
