package dev.weir.shaping.core.engine;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Packet;
import dev.weir.shaping.core.account.FilterAccount;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;

/** A filter of an engine, with its context and its account. Not thread-safe. */
final class FilterState {
    final Filter filter;
    final FilterAccount account;
    private final Context context;

    FilterState(Filter filter, FilterAccount account, Context context) {
        this.filter = filter;
        this.account = account;
        this.context = context;
    }

    /** This state for a filter with the same condition. */
    FilterState with(Filter same) {
        return new FilterState(same, account, context);
    }

    /** Whether it matches a packet; one whose condition throws does not, and the error is counted. */
    boolean matches(Packet packet) {
        try {
            return filter.match().matches(packet, context);
        } catch (RuntimeException e) {
            account.failed();
            return false;
        }
    }

    /** Whether no rule is asked about what it matches. */
    boolean settles() {
        return account.action() != FilterAction.PIPE;
    }

    boolean blocks() {
        return account.action() == FilterAction.BLOCK;
    }

    /** Counts a packet that it matched. */
    int let(Direction direction, int length) {
        account.matched(direction, length);
        return account.id();
    }
}
