package dev.weir.capture.relay;

import dev.weir.shaping.impair.Durations;
import dev.weir.shaping.impair.Timeline;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has the conditions of a timeline come into force one after the other. Belongs to the relay's thread. */
final class TimelinePlayer {
    private final RelayLoop loop;
    private final Consumer<Conditions> change;
    private @Nullable Timeline<Conditions> timeline;
    private TimelineZero zero = TimelineZero.OPEN;
    private boolean plays;
    private long startNanos;
    /** Counts the starts, so that steps of an earlier one do nothing. */
    private long starts;

    private volatile String phase = "";

    TimelinePlayer(RelayLoop loop, Consumer<Conditions> change) {
        this.loop = loop;
        this.change = change;
    }

    void set(@Nullable Timeline<Conditions> newTimeline, TimelineZero newZero) {
        timeline = newTimeline;
        zero = newZero;
        rewind();
    }

    boolean isSet() {
        return timeline != null;
    }

    /** Waits for its zero again. */
    void rewind() {
        stop();
        if (zero == TimelineZero.OPEN) {
            start();
        }
    }

    /** Brings nothing into force any more. */
    void stop() {
        starts++;
        plays = false;
        phase = "";
    }

    void connected() {
        if (zero == TimelineZero.FIRST_CONNECTION && !plays) {
            start();
        }
    }

    /** Zero is now. */
    void start() {
        starts++;
        if (timeline != null) {
            plays = true;
            startNanos = System.nanoTime();
            step(starts);
        }
    }

    private void step(long start) {
        Timeline<Conditions> playing = timeline;
        if (playing == null || start != starts) {
            return;
        }
        Timeline.Phase<Conditions> now = playing.phaseAt(Duration.ofNanos(Math.max(0, loop.nowNanos() - startNanos)));
        String conditions = now.value().toString();
        phase = "phase " + (now.number() + 1) + " since " + Durations.format(now.start())
                + (now.round() == 0 ? "" : ", round " + (now.round() + 1))
                + (conditions.isEmpty() ? "" : ": " + conditions);
        loop.regime().events().add("timeline: " + phase);
        change.accept(now.value());
        Duration end = now.end();
        if (end != null) {
            loop.timers().at(startNanos + end.toNanos(), () -> step(start));
        }
    }

    /** What is being played, empty if nothing is. Any thread may ask. */
    String phase() {
        return phase;
    }
}
