package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.core.engine.AddressPlan;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.live.HostRefresher;
import dev.weir.shaping.core.live.InputRecorder;
import dev.weir.shaping.core.live.LiveGroup;
import dev.weir.shaping.core.live.LiveLoop;
import dev.weir.shaping.core.live.LoopSettings;
import dev.weir.shaping.core.live.WallTime;
import dev.weir.shaping.core.rule.compile.RuleCompiler;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A live run of a {@link Shaper}: packets of a backend, shaped by the clock on one thread of its own, or one for each shard. Threads may share it.
 *
 * <p>Packets never leave early. A failure, or an interrupt of the thread, ends the run in order: held packets are treated by the drain
 * policy, the backend is closed, and {@link #failure} tells why.
 */
public final class LiveShaping implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(LiveShaping.class.getName());
    private static final long LOOK_MILLIS = 10;
    private final Shaper shaper;
    private final Instant start;
    private final LiveGroup group;
    private final List<LiveLoop> loops;
    private final List<Engine> engines;
    private final RunStatistics reading;
    private final @Nullable InputRecording recording;
    private final @Nullable InputRecorder recorder;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Object ruleLock = new Object();
    private final RuleCompiler compiler = new RuleCompiler();
    private volatile RuleSet rules;
    private volatile FilterSet filters;
    private AddressPlan addresses;
    private final HostRefresher hosts;

    LiveShaping(LiveShapingBuilder settings, Shaper shaper, CaptureBackend backend, Instant start) {
        this.shaper = shaper;
        this.start = start;
        this.rules = shaper.rules();
        this.filters = shaper.filters();
        recording = settings.recording;
        recorder = recording == null ? null : recording.recorder();
        long originNanos = WallTime.nanos();
        group = LiveGroup.of(
                shaper.recipes(settings.shards, start, originNanos), backend, loopSettings(settings, originNanos));
        loops = group.loops();
        engines = loops.stream().map(LiveLoop::engine).toList();
        reading = new RunStatistics(engines, start);
        addresses = shaper.addresses();
        hosts = new HostRefresher(shaper.hosts(), addresses.local().isEmpty(), loops);
        for (LiveLoop loop : loops) {
            threads.add(Objects.requireNonNull(settings.threads.newThread(() -> run(loop)), "thread"));
        }
    }

    private LoopSettings loopSettings(LiveShapingBuilder settings, long originNanos) {
        return new LoopSettings(
                originNanos,
                settings.inputBytes,
                settings.outputBytes,
                settings.idle == IdleStrategy.LOW_LATENCY,
                settings.idle == IdleStrategy.LOW_CPU,
                LiveLoop.Ending.valueOf(settings.drain.name()),
                failure -> failed(failure, settings.onFailure),
                settings.ledger == null ? null : settings.ledger.sink(),
                recorder);
    }

    private void failed(Throwable failure, Consumer<Throwable> listener) {
        if (failing.compareAndSet(false, true)) {
            group.loops().forEach(LiveLoop::stop);
            report(failure, listener);
        }
    }

    private static void report(Throwable failure, Consumer<Throwable> listener) {
        LOGGER.log(System.Logger.Level.ERROR, "live shaping failed", failure);
        try {
            listener.accept(failure);
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "failure listener failed", e);
        }
    }

    private void run(LiveLoop loop) {
        try {
            loop.run();
        } finally {
            finishRecording();
            hosts.stop();
        }
    }

    private void finishRecording() {
        if (recorder != null) {
            recorder.finish();
        }
    }

    LiveShaping begin(CaptureBackend backend) {
        try {
            if (recording != null && recorder != null) {
                recording.begin(recorder, start, RecipeText.of(shaper.recipe(start)));
            }
            hosts.want(addresses.names());
            hosts.want(AddressPlan.names(rules));
            hosts.want(AddressPlan.names(filters));
            backend.start(group);
            threads.forEach(Thread::start);
        } catch (RuntimeException | Error e) {
            loops.forEach(LiveLoop::stop);
            loops.forEach(LiveLoop::abandon);
            finishRecording();
            hosts.stop();
            throw e;
        }
        return this;
    }

    /**
     * What happened so far. Waits for the engine's thread to answer between two packets; a run of several shards is read while it goes on, so that figures which
     * belong together may be a few packets apart.
     *
     * @return a snapshot
     * @throws IllegalStateException if the caller is interrupted; it stays so
     */
    public ShapingReport report() {
        return loops.size() == 1
                ? ask(0, "report", () -> ReportMaker.report(engines, shaper, start, 0))
                : ReportMaker.report(engines, shaper, start, 0);
    }

    /** Has a shard's thread do something between two packets, or the caller if there is none any more. */
    private <T> T ask(int shard, String what, Callable<T> question) {
        Thread thread = threads.get(shard);
        FutureTask<T> task = new FutureTask<>(question);
        if (Thread.currentThread() == thread) {
            task.run();
        } else {
            loops.get(shard).execute(task);
        }
        try {
            while (true) {
                if (!thread.isAlive()) {
                    task.run();
                }
                try {
                    return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    LOGGER.log(System.Logger.Level.TRACE, "still waiting for the engine: {0}", what);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine: " + what, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("engine failed to answer: " + what, e.getCause());
        }
    }

    /**
     * How closely the run keeps to its times, so far. Does not wait for the engine's thread.
     *
     * @return a snapshot; its numbers are read one after the other
     */
    public FidelityReport fidelity() {
        return FidelityReport.of(loops);
    }

    /**
     * Lets logical time stand still: once this returns, nothing is released and nothing is taken from the intakes, which fill; the backend may still
     * take what was released before. What the engine holds keeps the time that is left to it, and queues, buckets and contexts their state. Does
     * nothing if it stands already, or the run ends or has ended.
     *
     * <p>Dates and hours that rules read stand still too, and lag behind from then on.
     *
     * @throws IllegalStateException if the caller is interrupted; it stays so
     */
    public void pause() {
        askAll("pause", LiveLoop::pause);
    }

    /**
     * Lets logical time go on from where it stood. Does nothing if it goes on already, or the run has ended.
     *
     * @throws IllegalStateException if the caller is interrupted; it stays so
     */
    public void resume() {
        askAll("resume", LiveLoop::resume);
    }

    private void askAll(String what, Consumer<LiveLoop> action) {
        for (int shard = 0; shard < loops.size(); shard++) {
            LiveLoop loop = loops.get(shard);
            ask(shard, what, () -> {
                action.accept(loop);
                return true;
            });
        }
    }

    /**
     * What was counted so far, read on the caller's thread without waiting for the engine's.
     *
     * @return a snapshot
     */
    public ShapingStats stats() {
        return reading.stats();
    }

    /**
     * What passed over time, read on the caller's thread without waiting for the engine's. At rest the engine looks at the clock every 100 ms, so the
     * last second may begin that much late.
     *
     * @return a snapshot
     */
    public TrafficHistory history() {
        return reading.history();
    }

    /**
     * The connections that go on: IP packets of one 5-tuple, of which one is held, or the latest is not longer ago than five minutes for TCP and one
     * for others. Read on the caller's thread without waiting for the engine's.
     *
     * @return a snapshot, in no particular order
     */
    public List<ConnectionStats> connections() {
        return reading.connections();
    }

    /**
     * What each process did, where a {@link dev.weir.shaping.lookup.ProcessResolver} tells who owns a connection. Read on the caller's thread without waiting for the engine's.
     *
     * @return a snapshot, in the order in which they were first met; empty without a resolver
     */
    public List<ProcessStats> processes() {
        return reading.processes();
    }

    /**
     * The streams of limits that are tracked or have a quota, which have not expired, rule by rule. Asks nobody and holds nothing up: each stream is whole,
     * but some may be a few packets further than others.
     *
     * @return a snapshot
     */
    public List<StreamStats> streams() {
        return reading.streams();
    }

    /**
     * What was found out about a direction's bandwidth, where {@link dev.weir.shaping.Settings#detection} asks for it. Adapters with a capacity of
     * their own are no part of it. Waits for the engine's thread to answer between two packets.
     *
     * @param direction the direction
     * @return the most that passed within a second, or null if nothing is known
     * @throws IllegalStateException if the caller is interrupted; it stays so
     */
    public @Nullable Rate detectedBandwidth(Direction direction) {
        return detected(() -> DetectedBandwidth.of(engines.get(0), direction));
    }

    /**
     * What was found out about the bandwidth of an adapter, where {@link Shaper.Builder#detectCapacity} asks for it. Waits for the engine's thread to answer between two packets.
     *
     * @param adapterId the adapter's id
     * @param direction the direction
     * @return the most that passed within a second, or null if nothing is known
     * @throws IllegalStateException if the caller is interrupted; it stays so
     */
    public @Nullable Rate detectedBandwidth(int adapterId, Direction direction) {
        return detected(() -> DetectedBandwidth.of(engines.get(0), adapterId, direction));
    }

    private @Nullable Rate detected(Supplier<@Nullable Rate> question) {
        return ask(0, "detected bandwidth", () -> Optional.ofNullable(question.get()))
                .orElse(null);
    }

    /**
     * Replaces the rules, from the next packet on. Entries of the same id and the same rule keep their contexts, buckets and totals, also when they
     * move, are renamed or switched off; a new rule under an old id starts fresh but goes on counting. Packets that were decided go on as decided.
     *
     * @param rules the new rules
     * @throws IllegalArgumentException if a rule names a group of addresses that is not there
     * @throws IllegalStateException if the run has ended
     */
    public void rules(RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        rules(current -> rules);
    }

    /**
     * Edits the rules, from the next packet on, as {@link #rules(RuleSet)} does. Edits of several threads are made one after the other, and none is lost.
     *
     * @param edit answers the new rules for those last set
     * @throws IllegalStateException if the run has ended
     */
    public void rules(UnaryOperator<RuleSet> edit) {
        requireRunning("rules");
        synchronized (ruleLock) {
            RuleSet edited = Objects.requireNonNull(edit.apply(rules), "rules");
            addresses.requireGroups(edited);
            rules = edited;
            hosts.want(AddressPlan.names(edited));
            RuleProgram program = compiler.compile(edited);
            loops.forEach(loop -> loop.rules(edited, program));
        }
    }

    /**
     * Replaces a group of addresses: what rules name as {@code @name} is another from the next packet on.
     *
     * @param group the group
     * @throws IllegalArgumentException if it names a group that is not there, or would be a member of itself, or there are 4096 others
     * @throws IllegalStateException if the run has ended
     */
    public void addressGroup(AddressGroup group) {
        requireRunning("address groups");
        synchronized (ruleLock) {
            AddressPlan changed = addresses.with(group);
            changed.requireGroups();
            addresses = changed;
            hosts.want(group.names());
            loops.forEach(loop -> loop.addresses(group));
        }
    }

    /**
     * Replaces the local addresses: what rules name as {@code Local host} is this and loopback from the next packet on. A run without any takes those of the machine, and follows their changes until this is called.
     *
     * @param local the addresses
     * @throws IllegalStateException if the run has ended
     */
    public void localAddresses(AddressSet local) {
        requireRunning("local addresses");
        synchronized (ruleLock) {
            hosts.localAddresses(AddressPlan.localHost(local));
        }
    }

    private void requireRunning(String what) {
        if (!running()) {
            throw new IllegalStateException(what + " must be set while the run goes on");
        }
    }

    /**
     * The rules, as last set.
     *
     * @return the list
     */
    public RuleSet rules() {
        return rules;
    }

    /**
     * Replaces the filters, from the next packet on. Filters that did not change go on counting. Packets that the old filters let in go on as decided.
     *
     * @param filters the new filters
     * @throws IllegalArgumentException if a filter names a group that is not there
     * @throws IllegalStateException if the run has ended
     */
    public void filters(FilterSet filters) {
        Objects.requireNonNull(filters, "filters");
        requireRunning("filters");
        synchronized (ruleLock) {
            addresses.requireGroups(filters);
            this.filters = filters;
            hosts.want(AddressPlan.names(filters));
            loops.forEach(loop -> loop.filters(filters));
        }
    }

    /**
     * The filters, as last set.
     *
     * @return the list
     */
    public FilterSet filters() {
        return filters;
    }

    /**
     * Changes the line of a direction, under all rules, from the next packet on that reaches it. A packet meets each part of the line (loss, limit, link,
     * delay) with the settings in force when it reaches that part. What waits for the limit or the link stays there and is timed anew; it leaves at once where
     * there is none any more. What is held back by the delay keeps its time, and later packets of its flow do not overtake it.
     *
     * @param direction the direction
     * @param line what the line is made of from now on
     * @throws IllegalArgumentException if it has a rate although the direction shares a {@link SharedLink}
     * @throws IllegalStateException if the run has ended
     */
    public void line(Direction direction, Impairment line) {
        line(direction, Timeline.of(line));
    }

    /**
     * Has the line of a direction change over time, as {@link #line(Direction, Impairment)} changes it. Each step comes at its own logical time, after what is due then.
     *
     * @param direction the direction
     * @param line what the line is made of; its time 0 is now, and it is in force until the line is set again
     * @throws IllegalArgumentException if it has a rate although the direction shares a {@link SharedLink}
     * @throws IllegalStateException if the run has ended
     */
    public void line(Direction direction, Timeline<Impairment> line) {
        requireRunning("line");
        shaper.requireLine(direction, Objects.requireNonNull(line, "line"));
        synchronized (ruleLock) {
            loops.forEach(loop -> loop.line(direction, line));
        }
    }

    /**
     * The line of a direction now, which may be a moment behind what was last set.
     *
     * @param direction the direction
     * @return what it is made of, apart from a link that is shared
     */
    public Impairment line(Direction direction) {
        return engines.get(0).lines().line(direction);
    }

    /**
     * Why the run ended before it was closed.
     *
     * @return the first failure, or null
     */
    public @Nullable Throwable failure() {
        for (LiveLoop loop : loops) {
            if (loop.failure() != null) {
                return loop.failure();
            }
        }
        return null;
    }

    /**
     * Whether the run goes on.
     *
     * @return false once its thread has ended
     */
    public boolean running() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /**
     * Packets that intakes had no room for.
     *
     * @return their number
     */
    public long inputFull() {
        return loops.stream().mapToLong(LiveLoop::inputFull).sum();
    }

    /**
     * Released packets of lossy sources that the backend was too slow for; they are lost, and counted as
     * {@link dev.weir.shaping.DropReason#OUTPUT_FULL}.
     *
     * @return their number
     */
    public long outputFull() {
        return loops.stream().mapToLong(loop -> loop.fidelity().outputsFull()).sum();
    }

    /**
     * Packets that were in an intake or held at the end and did not leave, with {@link DrainPolicy#DISCARD} or after an error; the report counts them
     * as {@link dev.weir.shaping.DropReason#CLOSED}.
     *
     * @return their number, 0 before
     */
    public long discarded() {
        return loops.stream().mapToLong(LiveLoop::discarded).sum();
    }

    /**
     * Ends the run, also one that is paused: takes what is in the intakes, treats held packets by the drain policy, closes the backend, and waits
     * for the thread to end. Does nothing when called again. An interrupt does not cut it short, and is kept. On the run's own thread it returns at once.
     */
    @Override
    public void close() {
        loops.forEach(LiveLoop::stop);
        if (threads.contains(Thread.currentThread())) {
            return;
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= joined(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a thread to end; answers whether the wait was interrupted. */
    private static boolean joined(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
