package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.wheel.EventWheel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of one engine share: its packets, flows and event wheel, and the numbers by which events find their stage.
 *
 * <p>Not thread-safe.
 */
public final class StageSpace {
    private static final int STAGE_SHIFT = 40;
    private static final long SERVICE = 1L << 39;

    final PacketSlab packets;
    final FlowTable flows;
    final FlowSlots slots;
    final EventWheel wheel;
    final Outlet outlet;
    final QueueTimes queueTimes = new QueueTimes();

    private @Nullable Stage[] stages = new Stage[8];
    private int stageCount;
    private int[] freeNumbers = new int[8];
    private int freeCount;
    private int generations;
    private long lagNanos;
    private boolean headersMadeUp;

    /**
     * A space without stages.
     *
     * @param packets the engine's packets
     * @param flows the engine's flows
     * @param slots state per flow and stage
     * @param wheel the engine's events
     * @param outlet where packets leave
     */
    public StageSpace(PacketSlab packets, FlowTable flows, FlowSlots slots, EventWheel wheel, Outlet outlet) {
        this.packets = packets;
        this.flows = flows;
        this.slots = slots;
        this.wheel = wheel;
        this.outlet = outlet;
    }

    /**
     * The engine's packets.
     *
     * @return the slab
     */
    public PacketSlab packets() {
        return packets;
    }

    /**
     * Sets how far logical time has fallen behind the clock of shared links, by standing still.
     *
     * @param nanos in all, 0 or more
     */
    public void lag(long nanos) {
        lagNanos = nanos;
    }

    long lagNanos() {
        return lagNanos;
    }

    /** Has corruption spare headers from now on, as they are made up and reach nobody. */
    public void headersMadeUp() {
        headersMadeUp = true;
    }

    boolean areHeadersMadeUp() {
        return headersMadeUp;
    }

    int register(Stage stage) {
        if (freeCount > 0) {
            int number = freeNumbers[--freeCount];
            stages[number] = stage;
            return number;
        }
        if (stageCount == stages.length) {
            stages = Arrays.copyOf(stages, stageCount * 2);
        }
        stages[stageCount] = stage;
        return stageCount++;
    }

    void remove(int number) {
        stages[number] = null;
        if (freeCount == freeNumbers.length) {
            freeNumbers = Arrays.copyOf(freeNumbers, freeCount * 2);
        }
        freeNumbers[freeCount++] = number;
    }

    int newGeneration() {
        return ++generations;
    }

    /**
     * A time after another, at most the end of time, {@link Long#MAX_VALUE}.
     *
     * @param nanos a time, 0 or more
     * @param waitNanos how much later, 0 or more
     * @return the later time
     */
    public static long later(long nanos, long waitNanos) {
        long sum = nanos + waitNanos;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    void schedulePacket(Stage stage, int packet, long dueNanos) {
        wheel.schedule(dueNanos, (long) stage.number << STAGE_SHIFT | packet);
    }

    void scheduleService(Stage stage, int generation, long dueNanos) {
        wheel.schedule(dueNanos, (long) stage.number << STAGE_SHIFT | SERVICE | generation & 0xFFFF_FFFFL);
    }

    /** Is shown packets that have a due time. */
    @FunctionalInterface
    interface HeldVisitor {
        void visit(int packet, long dueNanos);
    }

    /** Shows the packets that a stage has scheduled, in no particular order. Takes time in proportion to all that is scheduled. */
    void forEachScheduled(Stage stage, HeldVisitor visitor) {
        wheel.forEach((dueNanos, event) -> {
            if (event >>> STAGE_SHIFT == stage.number && (event & SERVICE) == 0) {
                visitor.visit((int) event, dueNanos);
            }
        });
    }

    /**
     * Runs one event.
     *
     * @param event what was scheduled
     * @param nowNanos its time
     */
    public void run(long event, long nowNanos) {
        Stage stage = stages[(int) (event >>> STAGE_SHIFT)];
        if (stage == null) {
            return;
        }
        if ((event & SERVICE) != 0) {
            stage.serve((int) event, nowNanos);
        } else {
            stage.due((int) event, nowNanos);
        }
    }
}
