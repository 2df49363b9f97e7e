package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.core.account.ProcessTable;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.PacketView;
import org.jspecify.annotations.Nullable;

/**
 * Counts each packet on the accounts it belongs to: its rule's, its class's, its flow's and its process's. Ignored packets are on no rule's account, and on the
 * others only if they are to be counted. Not thread-safe; allocates nothing.
 */
final class Bookkeeping {
    private final PacketSlab packets;
    private final FlowTable flows;
    private final Accounts accounts;
    private final @Nullable ProcessTable processes;
    private final boolean countIgnored;

    Bookkeeping(Recipe recipe, PacketSlab packets, FlowTable flows) {
        this.packets = packets;
        this.flows = flows;
        accounts = new Accounts(recipe);
        processes = accounts.processes();
        countIgnored = recipe.settings().countIgnoredTraffic();
    }

    Accounts accounts() {
        return accounts;
    }

    /** A packet that found no room, and so has neither rule nor flow. */
    void refused(Direction direction, int length, DropReason reason, long nowNanos) {
        accounts.in(direction, Accounts.REST, length, nowNanos);
        accounts.dropped(direction, Accounts.REST, length, reason);
    }

    void in(int packet, Verdict verdict, long nowNanos) {
        Direction direction = packets.direction(packet);
        int length = packets.length(packet);
        if (verdict.category == PriorityClass.IGNORED) {
            verdict.rule.account.way(direction).ignored(length);
            accounts.ignored(direction, length);
        } else {
            verdict.rule.account.way(direction).in(length);
        }
        if (counts(verdict)) {
            int flow = packets.flow(packet);
            accounts.in(direction, place(packet, verdict), length, nowNanos);
            flows.countIn(flow, length);
            if (processes != null) {
                processes.in(processNumber(flow), direction, length);
            }
        }
    }

    /** A packet that entered is a copy. */
    void copied(int packet, Verdict verdict) {
        Direction direction = packets.direction(packet);
        verdict.rule.account.way(direction).copied();
        accounts.copied(direction, place(packet, verdict));
    }

    void dropped(int packet, Verdict verdict, DropReason reason) {
        Direction direction = packets.direction(packet);
        int length = packets.length(packet);
        if (verdict.category != PriorityClass.IGNORED) {
            verdict.rule.account.way(direction).dropped(reason, length);
        }
        if (counts(verdict)) {
            accounts.dropped(direction, place(packet, verdict), length, reason);
        }
    }

    void out(int packet, Verdict verdict, long nowNanos) {
        if (!counts(verdict)) {
            return;
        }
        Direction direction = packets.direction(packet);
        int length = packets.length(packet);
        long delay = nowNanos - packets.arrivalNanos(packet);
        if (verdict.category != PriorityClass.IGNORED) {
            verdict.rule.account.way(direction).out(length, delay);
        }
        accounts.out(direction, place(packet, verdict), length, delay, nowNanos);
        int flow = packets.flow(packet);
        if (flows.overtaken(flow, packets.number(packet))) {
            reordered(packet, verdict);
        }
        long second = accounts.log().second();
        flows.countOut(flow, length, delay, second);
        if (processes != null) {
            processes.out(processNumber(flow), direction, length, second);
        }
    }

    private void reordered(int packet, Verdict verdict) {
        Direction direction = packets.direction(packet);
        if (verdict.category != PriorityClass.IGNORED) {
            verdict.rule.account.way(direction).reordered();
        }
        accounts.reordered(direction, place(packet, verdict));
    }

    private boolean counts(Verdict verdict) {
        return countIgnored || verdict.category != PriorityClass.IGNORED;
    }

    private int processNumber(int flow) {
        return PacketView.processNumberOf(flows.attributes(flow));
    }

    /** Whose account a packet is on: that of its class, if it shares the capacity; acknowledgements that skip a limit do. */
    private int place(int packet, Verdict verdict) {
        int band = packets.band(packet);
        return verdict.competes || band == Scheduler.HIGH ? band : Accounts.REST;
    }
}
