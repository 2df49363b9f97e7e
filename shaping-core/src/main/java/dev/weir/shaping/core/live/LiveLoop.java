package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.packet.PacketSlab;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs an engine by the clock: drains the lanes, lets the engine release what is due, and idles until the next event. */
public final class LiveLoop implements Runnable, CaptureSession {
    /*
     * Lanes are drained in turn, in bursts of 64 with one clock read each. A packet of a lossless source that the engine cannot take stays in its
     * lane, which fills and makes its producer busy. The clock is read after the look into the lane, and a burst takes only what was there then: a packet is
     * never taken to have come before it did, so it never leaves early. What the engine throws, an interrupt, and a backend that fails all end the loop in order.
     */
    private static final int BURST = 64;
    private static final int MOST_LOSSLESS = 255;
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private final Engine engine;
    private final CaptureBackend backend;
    private final OutputLane output;
    private final int inputBytes;
    private final Idler idler;
    private final Ending ending;
    private final Consumer<Throwable> failed;
    private final Waker waker = new Waker();
    private final CopyOnWriteArrayList<Intake> intakes = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Cursor outputFull = new Cursor();
    private final long originNanos;
    private final long seed;
    private final int firstRules;
    private FlightLog flight = FlightLog.NONE;
    private int lossless;
    private boolean intakesClosed;
    private boolean closing;
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

    /**
     * A loop that has not started.
     *
     * @param recipe what the engine is made of
     * @param originNanos time 0 on the clock of {@link WallTime#nanos}
     * @param backend where packets come from and go to
     * @param inputBytes memory of each intake, a power of two
     * @param outputBytes memory of the outlet, a power of two
     * @param spinning whether it never sleeps
     * @param thrifty whether it rather sleeps too long than spins
     * @param ending what becomes of held packets at the end
     * @param failed told of the first failure, on any thread
     */
    public LiveLoop(
            Recipe recipe,
            long originNanos,
            CaptureBackend backend,
            int inputBytes,
            int outputBytes,
            boolean spinning,
            boolean thrifty,
            Ending ending,
            Consumer<Throwable> failed) {
        this.originNanos = originNanos;
        this.seed = recipe.seed();
        this.firstRules = recipe.rules().entries().size();
        this.backend = backend;
        this.inputBytes = inputBytes;
        this.output = new OutputLane(outputBytes);
        this.idler = new Idler(spinning, thrifty);
        this.ending = ending;
        this.failed = failed;
        this.engine = new Engine(recipe, this::released, null);
    }

    @Override
    public synchronized PacketIntake intake(SourceKind kind) {
        if (kind == SourceKind.LOSSLESS && lossless == MOST_LOSSLESS) {
            throw new IllegalStateException("lossless intakes must be at most " + MOST_LOSSLESS);
        }
        Intake intake = new Intake(new ByteLane(inputBytes), kind == SourceKind.LOSSLESS ? ++lossless : 0, waker);
        if (intakesClosed) {
            intake.close();
        }
        intakes.add(intake);
        return intake;
    }

    @Override
    public PacketOutlet outlet() {
        return output;
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
     * Runs something between packets, on the loop's thread.
     *
     * @param command what to run
     */
    public void execute(Runnable command) {
        commands.add(command);
        waker.wake();
    }

    /**
     * Replaces the rules between packets, on the loop's thread.
     *
     * @param rules the new rules
     */
    public void rules(RuleSet rules) {
        execute(() -> {
            engine.rules(rules);
            flight.rulesReplaced(rules.entries().size());
        });
    }

    @Override
    public void run() {
        flight = FlightLog.started(this, seed, firstRules);
        try {
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
        int taken = 0;
        for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
            next.run();
        }
        for (int i = 0; i < intakes.size(); i++) {
            taken += drain(intakes.get(i));
        }
        long now = clock();
        engine.advance(now);
        if (idle && taken == 0) {
            long wait = engine.hasNext() ? engine.nextDueNanos() - now : Long.MAX_VALUE;
            if (wait > 0) {
                idler.idle(wait, waker, this::hasWork);
            }
        }
    }

    private boolean hasWork() {
        if (stopping || !commands.isEmpty()) {
            return true;
        }
        for (int i = 0; i < intakes.size(); i++) {
            Intake intake = intakes.get(i);
            if (!intake.paused && intake.lane.peek() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Time since the start; wraps never in a life. */
    private long clock() {
        return Math.max(engine.nowNanos(), WallTime.nanos() - originNanos);
    }

    private int drain(Intake intake) {
        ByteLane lane = intake.lane;
        int place = lane.peek();
        if (place < 0) {
            return 0;
        }
        long now = clock();
        int taken = 0;
        while (place >= 0 && taken < BURST) {
            if (!offer(intake, place, now)) {
                intake.paused = true;
                return taken;
            }
            taken++;
            place = lane.peekSeen();
        }
        intake.paused = false;
        return taken;
    }

    private boolean offer(Intake intake, int place, long now) {
        ByteLane lane = intake.lane;
        engine.advance(now);
        if (intake.source != 0 && engine.isPaused(intake.source)) {
            return false;
        }
        int captured = lane.captured(place);
        PacketSlab packets = engine.packets();
        int packet = packets.allocate(captured);
        if (packet == PacketSlab.NONE && intake.source != 0) {
            return false;
        }
        if (packet == PacketSlab.NONE) {
            engine.refuse(lane.direction(place), lane.length(place), now);
            lane.take(place);
            return true;
        }
        System.arraycopy(
                lane.ring(), place + ByteLane.HEADER_BYTES, packets.bytes(packet), packets.offset(packet), captured);
        packets.describe(
                packet,
                lane.length(place),
                lane.linkType(place),
                lane.direction(place),
                intake.source,
                lane.token(place));
        return admit(lane, place, packet, now);
    }

    private boolean admit(ByteLane lane, int place, int packet, long now) {
        boolean busy = false;
        try {
            busy = engine.offer(packet, now) == Admission.BUSY;
        } finally {
            if (!busy) {
                lane.take(place);
            }
        }
        if (busy) {
            engine.packets().free(packet);
        }
        return !busy;
    }

    private void released(int packet, long nanos) {
        boolean sent = output.offer(engine.packets(), packet);
        if (!sent && closing) {
            long until = System.nanoTime() + PATIENCE_NANOS;
            while (!sent && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(50_000);
                sent = output.offer(engine.packets(), packet);
            }
        }
        if (!sent) {
            outputFull.release(outputFull.acquire() + 1);
        }
    }

    private void end() {
        try {
            drainAtEnd();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        discarded = discardRest();
        Throwable thrown = failure;
        flight.ended(thrown == null ? "" : thrown.toString());
        output.close();
        try {
            backend.close();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void drainAtEnd() {
        closing = true;
        synchronized (this) {
            intakesClosed = true;
            intakes.forEach(Intake::close);
        }
        if (ending == Ending.DISCARD) {
            return;
        }
        boolean more = true;
        while (more) {
            pass(ending == Ending.WAIT);
            if (ending == Ending.RELEASE && engine.hasNext()) {
                engine.advance(engine.nextDueNanos());
            }
            more = engine.hasNext() || hasLeft();
        }
    }

    /** Counts what neither left nor will. */
    private long discardRest() {
        long count = 0;
        for (Intake intake : intakes) {
            ByteLane lane = intake.lane;
            for (int place = lane.peek(); place >= 0; place = lane.peek()) {
                engine.refuseClosed(lane.direction(place), lane.length(place));
                lane.take(place);
                count++;
            }
        }
        return count + engine.close();
    }

    private boolean hasLeft() {
        for (Intake intake : intakes) {
            if (intake.lane.peek() >= 0) {
                return true;
            }
        }
        return false;
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
        long sum = 0;
        for (Intake intake : intakes) {
            sum += intake.inputFull();
        }
        return sum;
    }

    /**
     * Released packets that the outlet had no room for.
     *
     * @return their number
     */
    public long outputFull() {
        return outputFull.acquire();
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
