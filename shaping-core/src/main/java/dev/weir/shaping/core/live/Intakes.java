package dev.weir.shaping.core.live;

import dev.weir.shaping.capture.SourceKind;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The intakes of a live run: the open ones, and closed ones that are not yet empty. Any thread opens, closes and counts; the engine's thread looks
 * through them, and forgets.
 */
final class Intakes {
    /*
     * A closed intake is forgotten once its lane is empty. Its lane serves the next intake, as a new one takes time to clear. The number of a lossless
     * source is given out again when the engine holds no packet of it and does not have it wait: packets inside pause their source, and none other.
     */
    static final int MOST_LOSSLESS = 255;
    private static final int MOST_SPARE = 8;
    private static final int LEAST_BYTES = 64;

    private final int laneBytes;
    private final Waker engine;
    private final Consumer<Throwable> failed;
    private final CopyOnWriteArrayList<Intake> known = new CopyOnWriteArrayList<>();
    private final ArrayDeque<ByteLane> spare = new ArrayDeque<>();
    private final BitSet sources = new BitSet(MOST_LOSSLESS + 1);
    private final AtomicInteger closing = new AtomicInteger();
    /** The engine's own: numbers of forgotten intakes that are not yet free. */
    private final BitSet leaving = new BitSet(MOST_LOSSLESS + 1);

    private boolean ended;
    private long forgottenFull;
    private volatile boolean news;

    Intakes(int laneBytes, Waker engine, Consumer<Throwable> failed) {
        this.laneBytes = laneBytes;
        this.engine = engine;
        this.failed = failed;
    }

    /**
     * Any thread: opens an intake; a closed one if the run takes no more.
     *
     * @throws IllegalStateException if there are too many lossless ones
     */
    Intake open(SourceKind kind, int adapter, Runnable onResume) {
        ByteLane lane = lane();
        synchronized (this) {
            int source = kind == SourceKind.LOSSLESS && !ended ? source(lane) : 0;
            Intake intake = new Intake(this, lane, source, adapter, engine, () -> tell(onResume));
            if (ended) {
                intake.shut();
            } else {
                known.add(intake);
            }
            return intake;
        }
    }

    private ByteLane lane() {
        synchronized (this) {
            ByteLane lane = ended ? new ByteLane(LEAST_BYTES) : spare.poll();
            if (lane != null) {
                return lane;
            }
        }
        return new ByteLane(laneBytes);
    }

    private int source(ByteLane lane) {
        int source = sources.nextClearBit(1);
        if (source > MOST_LOSSLESS) {
            keep(lane);
            throw new IllegalStateException("lossless intakes must be at most " + MOST_LOSSLESS
                    + ", with closed ones whose packets have not left");
        }
        sources.set(source);
        return source;
    }

    private void keep(ByteLane lane) {
        if (!ended && spare.size() < MOST_SPARE) {
            spare.add(lane);
        }
    }

    private void tell(Runnable producer) {
        try {
            producer.run();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    /** Any thread: an intake was closed. */
    void closed() {
        closing.incrementAndGet();
        news = true;
        engine.wake();
    }

    /** Whether an intake was closed since the engine's thread last looked. */
    boolean hasNews() {
        return news;
    }

    int size() {
        return known.size();
    }

    /** The engine's thread: one of them. */
    Intake get(int place) {
        return known.get(place);
    }

    /** The engine's thread: forgets what is closed and empty. {@code held} tells whether the engine still knows a source. */
    void tidy(IntPredicate held) {
        if (news) {
            news = false;
        }
        if (closing.get() > 0) {
            for (int place = known.size() - 1; place >= 0; place--) {
                Intake intake = known.get(place);
                if (intake.isDrained()) {
                    forget(intake);
                }
            }
        }
        for (int source = leaving.nextSetBit(0); source >= 0; source = leaving.nextSetBit(source + 1)) {
            if (!held.test(source)) {
                leaving.clear(source);
                free(source);
            }
        }
    }

    private void forget(Intake intake) {
        synchronized (this) {
            known.remove(intake);
            forgottenFull += intake.inputFull();
            keep(intake.giveLane());
        }
        closing.decrementAndGet();
        if (intake.source != 0) {
            leaving.set(intake.source);
        }
        intake.tellClosed();
    }

    private synchronized void free(int source) {
        sources.clear(source);
    }

    /** The engine's thread: takes no more; what was accepted stays until it is taken. */
    void end() {
        synchronized (this) {
            ended = true;
            spare.clear();
            known.forEach(Intake::shut);
        }
        known.forEach(Intake::tellClosed);
    }

    /** The engine's thread: forgets all, once they are empty. */
    synchronized void forgetAll() {
        for (Intake intake : known) {
            forgottenFull += intake.inputFull();
            intake.giveLane();
        }
        known.clear();
    }

    /** Any thread: the packets that intakes had no room for. */
    synchronized long inputFull() {
        long sum = forgottenFull;
        for (Intake intake : known) {
            sum += intake.inputFull();
        }
        return sum;
    }
}
