package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Context;
import dev.weir.shaping.Rule;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides which packets a chain asks its rules about through a block, and which in a loop. For the engine's thread. */
final class ChainTrial {
    /*
     * Rules may count, so that a packet can be asked about once only, and a block cannot be warmed up on copies of packets. It gets a share of the packets instead:
     * one in 16 while it is interpreted, more as a compiler has had the chance to look at it, 6 % of time at worst where a call takes twice as long. After that its
     * calls are timed against those of the loop, and the faster one of both gets all packets. If that is the loop, the block has another trial later.
     */
    private static final int CALLS_BEFORE_BUILDING = 1_000;
    private static final int LEAST_RULES = 4;
    private static final int FEW_CALLS = 512;
    private static final int SOME_CALLS = 4_096;
    private static final int MANY_CALLS = 20_000;
    private static final int TIMED = 512;
    private static final int MOST_TRIALS = 8;

    private final Rule[] rules;
    private final Context[] contexts;
    private final ChainWorkshop workshop;
    private volatile @Nullable ChainBlock built;
    private @Nullable ChainBlock chosen;
    private boolean settled;
    private boolean timed;
    private int calls;
    private int blockCalls;
    private int trials;
    private int timedBlocks;
    private int timedLoops;
    private long blockNanos;
    private long loopNanos;

    ChainTrial(Rule[] rules, Context[] contexts, ChainWorkshop workshop) {
        this.rules = rules;
        this.contexts = contexts;
        this.workshop = workshop;
        this.settled = rules.length < LEAST_RULES;
    }

    /** The block for the next packet, or null for the loop. */
    @Nullable
    ChainBlock turn() {
        return settled ? chosen : onTrial();
    }

    private @Nullable ChainBlock onTrial() {
        calls++;
        if (calls == CALLS_BEFORE_BUILDING) {
            workshop.builder().execute(() -> built = ChainBuilder.build(rules, contexts));
        }
        ChainBlock block = calls < CALLS_BEFORE_BUILDING ? null : built;
        if (block == null) {
            return null;
        }
        if (blockCalls < MANY_CALLS << trials) {
            int every = blockCalls < FEW_CALLS ? 16 : blockCalls < SOME_CALLS ? 4 : 2;
            return calls % every == 0 ? warm(block) : null;
        }
        if (workshop.nanos() == null) {
            settle(block);
            return block;
        }
        timed = true;
        return calls % 2 == 0 ? block : null;
    }

    private ChainBlock warm(ChainBlock block) {
        blockCalls++;
        return block;
    }

    private void settle(@Nullable ChainBlock choice) {
        chosen = choice;
        settled = true;
        timed = false;
    }

    boolean isTimed() {
        return timed;
    }

    long nanos() {
        LongSupplier clock = workshop.nanos();
        return clock == null ? 0 : clock.getAsLong();
    }

    /** Tells how long a call took. */
    void took(long nanos, boolean block) {
        if (block) {
            timedBlocks++;
            blockNanos += nanos;
        } else {
            timedLoops++;
            loopNanos += nanos;
        }
        if (timedBlocks >= TIMED && timedLoops >= TIMED) {
            compare();
        }
    }

    private void compare() {
        boolean faster = blockNanos * timedLoops < loopNanos * timedBlocks;
        timed = false;
        timedBlocks = 0;
        timedLoops = 0;
        blockNanos = 0;
        loopNanos = 0;
        if (faster) {
            settle(built);
        } else if (++trials == MOST_TRIALS) {
            settle(null);
        }
    }
}
