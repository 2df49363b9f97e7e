package dev.weir.shaping.core.live;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.core.account.LineSink;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.engine.Recipe;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Moves packets from the intakes through an engine to the outlet, by the clock. For the loop's thread. */
final class Pump {
    /*
     * Lanes are drained in turn, in bursts of 64 with one clock read each. A packet of a lossless source that the engine cannot take stays in its
     * lane, which fills and makes its producer busy. The clock is read after the look into the lane, and a burst takes only what was there then: a packet is
     * never taken to have come before it did, so it never leaves early.
     *
     * Where the outlet is full, packets of lossy sources are dropped by the engine, and those of lossless ones wait in it; the pump tries again when the
     * backend has polled. At the end it waits for the backend, but no longer than a second in all for one that does not poll.
     */
    private static final int BURST = 64;
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private static final long STANDING_NANOS = 100_000_000;
    final Engine engine;
    final Inputs inputs;
    final OutputLane output;
    final Intakes intakes;
    final Fidelity fidelity = new Fidelity();
    final LiveClock clock;
    private final Idler idler;
    private final Waker waker;
    private final BooleanSupplier hasCommand;
    private final BooleanSupplier hasWork = this::hasWork;
    private final IntPredicate known;
    private final LiveLoop.Ending ending;
    private boolean closing;
    private boolean busy;
    private boolean retrying;
    /** Whether a lossless packet stays in its lane until the outlet has room. */
    private boolean barred;

    private long patienceNanos = PATIENCE_NANOS;

    /** A pump that wakes the consumer when packets have left, and is woken by the waker; {@code hasCommand} tells whether its thread has other things to do. */
    Pump(
            Recipe recipe,
            LoopSettings settings,
            Waker waker,
            Waker consumer,
            BooleanSupplier hasCommand,
            Consumer<Throwable> failed) {
        this.waker = waker;
        this.hasCommand = hasCommand;
        clock = new LiveClock(settings.originNanos());
        intakes = new Intakes(settings.inputBytes(), waker, failed);
        output = new OutputLane(settings.outputBytes(), this::adapter, consumer, waker);
        idler = new Idler(settings.spinning(), settings.thrifty());
        ending = settings.ending();
        LineSink lines = settings.lines();
        engine = new Engine(recipe, this::released, lines == null ? null : new GuardedLines(lines, failed));
        engine.workshop(RuleBuilding.WORKSHOP);
        inputs = new Inputs(engine, settings.recorder());
        known = engine::knows;
    }

    private Adapter adapter(int number) {
        return engine.adapters().get(number);
    }

    /** Runs what is due, takes what has come, and idles if there was nothing and it may. Does nothing while time stands still. */
    void pass(boolean idle) {
        if (clock.isStanding()) {
            stand();
            return;
        }
        long dueNanos = engine.hasNext() ? engine.nextDueNanos() : Long.MAX_VALUE;
        long now = now();
        engine.advance(now);
        if (engine.hasWaiting()) {
            retry();
        }
        barred = false;
        int taken = 0;
        for (int i = 0; i < intakes.size(); i++) {
            taken += drain(intakes.get(i));
        }
        intakes.tidy(known);
        boolean released = settle();
        if (isMeasured()) {
            fidelity.looked(now, dueNanos, taken > 0);
        }
        busy |= taken > 0;
        if (idle && taken == 0 && !released) {
            idle(engine.hasNext() ? engine.nextDueNanos() - now : Long.MAX_VALUE);
        }
    }

    private void idle(long waitNanos) {
        if (waitNanos > 0 && idler.idle(waitNanos, busy, waker, hasWork)) {
            fidelity.slept();
        }
        busy = false;
    }

    private void stand() {
        for (int i = 0; i < intakes.size(); i++) {
            intakes.get(i).pause();
        }
        waker.sleep(STANDING_NANOS, hasCommand);
    }

    private void retry() {
        retrying = true;
        try {
            inputs.retry();
        } finally {
            retrying = false;
        }
    }

    /** Tells how late packets left, and the backend that they did; answers whether any did. */
    boolean settle() {
        boolean released = fidelity.hasNoted();
        if (released) {
            fidelity.settle(clock.nanos());
        }
        fidelity.outputsFull(engine.outputsFull());
        output.want(engine.hasWaiting() || barred);
        output.announce();
        return released;
    }

    /** Whether packets leave when they are due, and not at once as the loop ends. */
    private boolean isMeasured() {
        return !closing || ending == LiveLoop.Ending.WAIT;
    }

    private boolean hasWork() {
        if (hasCommand.getAsBoolean() || intakes.hasNews() || output.wanted() && output.hasMoreRoom()) {
            return true;
        }
        for (int i = 0; i < intakes.size(); i++) {
            Intake intake = intakes.get(i);
            if (!intake.paused() && intake.lane().peek() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Time since the start; wraps never in a life. */
    private long now() {
        return Math.max(engine.nowNanos(), clock.nanos());
    }

    private int drain(Intake intake) {
        ByteLane lane = intake.lane();
        int place = lane.peek();
        if (place < 0) {
            if (intake.paused()) {
                intake.resume();
            }
            return 0;
        }
        long now = now();
        int taken = 0;
        while (place >= 0 && taken < BURST) {
            if (!offer(intake, place, now)) {
                intake.pause();
                return taken;
            }
            taken++;
            place = lane.peekSeen();
        }
        intake.resume();
        return taken;
    }

    private boolean offer(Intake intake, int place, long now) {
        ByteLane lane = intake.lane();
        engine.advance(now);
        boolean busy = false;
        try {
            busy = Admission.BUSY
                    == inputs.offer(
                            lane.ring(),
                            place + ByteLane.HEADER_BYTES,
                            lane.captured(place),
                            lane.length(place),
                            lane.linkType(place),
                            lane.direction(place),
                            intake.adapter,
                            intake.source,
                            lane.token(place));
        } finally {
            if (!busy) {
                lane.take(place);
            }
        }
        return !busy;
    }

    private boolean released(int packet, long dueNanos) {
        boolean sent = output.offer(engine.packets(), packet) || closing && sendsInTime(packet);
        barred |= !sent && engine.packets().source(packet) != 0;
        if (sent && retrying) {
            fidelity.outputWaited();
        } else if (sent && isMeasured() && fidelity.released(dueNanos)) {
            settle();
        }
        return sent;
    }

    /** At the end: waits for the backend while it has patience left. */
    private boolean sendsInTime(int packet) {
        long before = System.nanoTime();
        boolean sent = false;
        output.announce();
        while (!sent && System.nanoTime() - before < patienceNanos) {
            LockSupport.parkNanos(50_000);
            sent = output.offer(engine.packets(), packet);
        }
        patienceNanos = sent ? PATIENCE_NANOS : 0;
        return sent;
    }

    /** Whether packets are left in intakes. */
    private boolean hasLeft() {
        for (int i = 0; i < intakes.size(); i++) {
            if (intakes.get(i).lane().peek() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Counts what neither left nor will. */
    long discardRest() {
        long count = 0;
        for (int i = 0; i < intakes.size(); i++) {
            ByteLane lane = intakes.get(i).lane();
            for (int place = lane.peek(); place >= 0; place = lane.peek()) {
                inputs.late(lane.direction(place), lane.length(place));
                lane.take(place);
                count++;
            }
        }
        intakes.forgetAll();
        return count + inputs.close();
    }

    boolean isClosing() {
        return closing;
    }

    /** Takes no more from outside; packets that leave ahead of their time from now on are not measured. */
    void close() {
        closing = true;
        inputs.closing(ending.name());
        engine.lag(clock.go());
        intakes.end();
    }

    /** Lets leave what is inside, as the ending has it; one step. Answers whether there is more. */
    boolean drainOn() {
        pass(ending == LiveLoop.Ending.WAIT);
        if (ending == LiveLoop.Ending.RELEASE && engine.hasNext()) {
            engine.advance(engine.nextDueNanos());
        }
        return (engine.hasNext() || hasLeft() || engine.hasWaiting()) && patienceNanos > 0;
    }
}
