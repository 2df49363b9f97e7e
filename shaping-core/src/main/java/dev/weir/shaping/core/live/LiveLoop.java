package dev.weir.shaping.core.live;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.account.LineSink;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.core.engine.Recipe;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Runs an engine by the clock: drains the lanes, lets the engine release what is due, and idles until the next event. */
public final class LiveLoop implements Runnable, CaptureSession {
    /*
     * Lanes are drained in turn, in bursts of 64 with one clock read each. A packet of a lossless source that the engine cannot take stays in its
     * lane, which fills and makes its producer busy. The clock is read after the look into the lane, and a burst takes only what was there then: a packet is
     * never taken to have come before it did, so it never leaves early. What the engine throws, an interrupt, and a backend that fails all end the loop in order.
     *
     * Where the outlet is full, packets of lossy sources are dropped by the engine, and those of lossless ones wait in it; the loop tries again when the
     * backend has polled. At the end the loop waits for the backend, but no longer than a second in all for one that does not poll.
     */
    private static final int BURST = 64;
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private static final long STANDING_NANOS = 100_000_000;
    private final Engine engine;
    private final Inputs inputs;
    private final CaptureBackend backend;
    private final OutputLane output;
    private final Idler idler;
    private final Ending ending;
    private final Consumer<Throwable> failed;
    private final Waker waker = new Waker();
    private final Intakes intakes;
    private final Commands commands = new Commands();
    private final Fidelity fidelity = new Fidelity();
    private final LiveClock clock;
    private final BooleanSupplier hasWork = this::hasWork;
    private final BooleanSupplier hasCommand = this::hasCommand;
    private final IntPredicate known;
    private final long seed;
    private final int firstRules;
    private FlightLog flight = FlightLog.NONE;
    private boolean closing;
    private boolean busy;
    private boolean retrying;
    /** Whether a lossless packet stays in its lane until the outlet has room. */
    private boolean barred;

    private long patienceNanos = PATIENCE_NANOS;
    private volatile @Nullable Thread thread;
    private volatile boolean ended;
    private volatile boolean stopping;
    private volatile long discarded;
    private volatile @Nullable Throwable failure;

    /** What becomes of held packets at the end. */
    public enum Ending {
        /** They leave at once. */
        RELEASE,
        /** They are dropped. */
        DISCARD,
        /** They leave when they are due. */
        WAIT
    }

    /** A loop that has not started; it wakes the consumer when it has released packets. */
    LiveLoop(Recipe recipe, CaptureBackend backend, LoopSettings settings, Waker consumer) {
        this.clock = new LiveClock(settings.originNanos());
        this.seed = recipe.seed();
        this.firstRules = recipe.rules().entries().size();
        this.backend = backend;
        this.intakes = new Intakes(settings.inputBytes(), waker, this::failed);
        this.output = new OutputLane(settings.outputBytes(), consumer, waker);
        this.idler = new Idler(settings.spinning(), settings.thrifty());
        this.ending = settings.ending();
        this.failed = settings.failed();
        LineSink lines = settings.lines();
        this.engine = new Engine(recipe, this::released, lines == null ? null : new GuardedLines(lines, this::failed));
        this.inputs = new Inputs(engine, settings.recorder());
        this.known = engine::knows;
    }

    @Override
    public PacketIntake intake(SourceKind kind, Adapter adapter, Runnable onResume) {
        return intakes.open(kind, engine.adapters().number(adapter), onResume);
    }

    @Override
    public PacketOutlet outlet() {
        return output;
    }

    OutputLane lane() {
        return output;
    }

    @Override
    public void lost(long packets) {
        if (packets < 0) {
            throw new IllegalArgumentException("packets lost must not be negative: " + packets);
        }
        fidelity.lost(packets);
    }

    @Override
    public void failed(Throwable thrown) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = thrown;
        }
        stop();
        failed.accept(thrown);
    }

    /** Asks the loop to end; returns at once. */
    public void stop() {
        stopping = true;
        waker.wake();
    }

    /**
     * Runs something between packets, on the loop's thread; not at all if the loop has ended.
     *
     * @param command what to run
     * @throws IllegalStateException if as many commands wait as may, and the caller is the loop's thread
     */
    public void execute(Runnable command) {
        if (ended) {
            return;
        }
        if (Thread.currentThread() == thread) {
            commands.addNow(command);
        } else if (commands.add(command, () -> ended)) {
            waker.wake();
        }
    }

    /** Lets logical time stand still, until told to go on or to end: nothing is taken and nothing leaves. On the loop's thread, or after its end. */
    public void pause() {
        if (!closing) {
            clock.stop();
            fidelity.slept();
        }
    }

    /** Lets logical time go on from where it stood. On the loop's thread, or after its end. */
    public void resume() {
        engine.lag(clock.go());
    }

    /** Closes what producers and the consumer hold, where the loop could not be started. */
    public void abandon() {
        intakes.end();
        output.close();
    }

    /**
     * Replaces the rules between packets, on the loop's thread.
     *
     * @param rules the new rules
     */
    public void rules(RuleSet rules) {
        execute(() -> {
            inputs.rules(rules);
            flight.rulesReplaced(rules.entries().size());
        });
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        flight = FlightLog.started(this, seed, firstRules);
        try {
            if (!idler.thrifty()) {
                TimerSlack.least();
            }
            while (!stopping) {
                pass(true);
                if (Thread.interrupted()) {
                    throw new InterruptedException("engine thread was interrupted");
                }
            }
        } catch (Throwable e) {
            failed(e);
        }
        end();
    }

    private void pass(boolean idle) {
        commands.run();
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

    private boolean settle() {
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
        return !closing || ending == Ending.WAIT;
    }

    private boolean hasCommand() {
        return stopping || !commands.isEmpty();
    }

    private boolean hasWork() {
        if (hasCommand() || intakes.hasNews() || output.wanted() && output.hasMoreRoom()) {
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

    private void end() {
        try {
            drainAtEnd();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        settle();
        discarded = discardRest();
        Throwable thrown = failure;
        flight.ended(thrown == null ? "" : thrown.toString());
        output.close();
        try {
            backend.close();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        ended = true;
    }

    private void drainAtEnd() {
        closing = true;
        inputs.closing(ending.name());
        resume();
        intakes.end();
        if (ending == Ending.DISCARD) {
            return;
        }
        boolean more = true;
        while (more) {
            pass(ending == Ending.WAIT);
            if (ending == Ending.RELEASE && engine.hasNext()) {
                engine.advance(engine.nextDueNanos());
            }
            more = (engine.hasNext() || hasLeft() || engine.hasWaiting()) && patienceNanos > 0;
        }
    }

    /** Counts what neither left nor will. */
    private long discardRest() {
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

    private boolean hasLeft() {
        for (int i = 0; i < intakes.size(); i++) {
            if (intakes.get(i).lane().peek() >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The way into the engine, for commands on the loop's thread.
     *
     * @return the inputs
     */
    public Inputs inputs() {
        return inputs;
    }

    /**
     * The engine, for reports: from the loop's thread, or after its end.
     *
     * @return the engine
     */
    public Engine engine() {
        return engine;
    }

    /**
     * Why the loop ended before it was asked to.
     *
     * @return the first failure, or null
     */
    public @Nullable Throwable failure() {
        return failure;
    }

    /**
     * Packets that intakes had no room for.
     *
     * @return their number
     */
    public long inputFull() {
        return intakes.inputFull();
    }

    /**
     * How closely the run keeps to its times.
     *
     * @return the counters
     */
    public Fidelity fidelity() {
        return fidelity;
    }

    /**
     * Packets that were in a lane or held at the end.
     *
     * @return their number, 0 before the end
     */
    public long discarded() {
        return discarded;
    }
}
