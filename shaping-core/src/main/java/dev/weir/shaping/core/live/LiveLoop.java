package dev.weir.shaping.core.live;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.EndpointSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs an engine by the clock: drains the lanes, lets the engine release what is due, and idles until the next event.
 * One thread runs it; others hand in commands. */
public final class LiveLoop implements Runnable, CaptureSession {
    /*
     * What the engine throws, an interrupt, and a backend that fails all end the loop in order.
     */
    private final CaptureBackend backend;
    private final Ending ending;
    private final Consumer<Throwable> failed;
    private final Waker waker = new Waker();
    private final Commands commands = new Commands();
    private final Pump pump;
    private final boolean exact;
    private final long seed;
    private final int firstRules;
    private FlightLog flight = FlightLog.NONE;
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
        this.seed = recipe.seed();
        this.firstRules = recipe.rules().entries().size();
        this.backend = backend;
        this.ending = settings.ending();
        this.exact = !settings.thrifty();
        this.failed = settings.failed();
        this.pump = new Pump(recipe, settings, waker, consumer, this::hasCommand, this::failed);
    }

    @Override
    public PacketIntake intake(SourceKind kind, Adapter adapter, Runnable onResume) {
        return pump.intakes.open(kind, pump.engine.adapters().number(adapter), onResume);
    }

    @Override
    public PacketOutlet outlet() {
        return pump.output;
    }

    OutputLane lane() {
        return pump.output;
    }

    @Override
    public void lost(long packets) {
        if (packets < 0) {
            throw new IllegalArgumentException("packets lost must not be negative: " + packets);
        }
        pump.fidelity.lost(packets);
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
        if (!pump.isClosing()) {
            pump.clock.stop();
            pump.fidelity.slept();
        }
    }

    /** Lets logical time go on from where it stood. On the loop's thread, or after its end. */
    public void resume() {
        pump.engine.lag(pump.clock.go());
    }

    /** Closes what producers and the consumer hold, where the loop could not be started. */
    public void abandon() {
        pump.intakes.end();
        pump.output.close();
    }

    /**
     * Replaces the rules between packets, on the loop's thread.
     *
     * @param rules the new rules
     * @param program the same, compiled
     */
    public void rules(RuleSet rules, RuleProgram program) {
        execute(() -> {
            pump.inputs.rules(rules, program);
            flight.rulesReplaced(rules.entries().size());
        });
    }

    /**
     * Replaces the filters between packets, on the loop's thread.
     *
     * @param filters the new filters
     */
    public void filters(FilterSet filters) {
        execute(() -> pump.inputs.filters(filters));
    }

    /**
     * Changes a direction's line between packets, on the loop's thread.
     *
     * @param direction the direction
     * @param line what it is made of from now on, which is time 0 of the timeline
     */
    public void line(Direction direction, Timeline<Impairment> line) {
        execute(() -> pump.inputs.line(direction, line));
    }

    /**
     * Replaces a group of addresses between packets, on the loop's thread.
     *
     * @param group the group
     */
    public void addresses(AddressGroup group) {
        execute(() -> pump.inputs.addresses(group));
    }

    /**
     * Replaces what a host or the local host stands for between packets, on the loop's thread.
     *
     * @param name the name
     * @param members its addresses
     */
    public void addresses(AddressName name, EndpointSet members) {
        execute(() -> pump.inputs.addresses(name, members));
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        flight = FlightLog.started(this, seed, firstRules);
        try {
            if (exact) {
                TimerSlack.least();
            }
            while (!stopping) {
                commands.run();
                pump.pass(true);
                if (Thread.interrupted()) {
                    throw new InterruptedException("engine thread was interrupted");
                }
            }
        } catch (Throwable e) {
            failed(e);
        }
        end();
    }

    private boolean hasCommand() {
        return stopping || !commands.isEmpty();
    }

    private void end() {
        try {
            drainAtEnd();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        pump.settle();
        discarded = pump.discardRest();
        Throwable thrown = failure;
        flight.ended(thrown == null ? "" : thrown.toString());
        pump.output.close();
        try {
            backend.close();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        ended = true;
    }

    private void drainAtEnd() {
        pump.close();
        if (ending == Ending.DISCARD) {
            return;
        }
        boolean more = true;
        while (more) {
            commands.run();
            more = pump.drainOn();
        }
    }

    /**
     * The engine, for reports: from the loop's thread, or after its end.
     *
     * @return the engine
     */
    public Engine engine() {
        return pump.engine;
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
        return pump.intakes.inputFull();
    }

    /**
     * How closely the run keeps to its times.
     *
     * @return the counters
     */
    public Fidelity fidelity() {
        return pump.fidelity;
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
