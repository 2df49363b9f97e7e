package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.CorruptStage;
import dev.weir.shaping.core.stage.DelayStage;
import dev.weir.shaping.core.stage.DuplicateStage;
import dev.weir.shaping.core.stage.EarlyStage;
import dev.weir.shaping.core.stage.FlowDraws;
import dev.weir.shaping.core.stage.HandlingStage;
import dev.weir.shaping.core.stage.LimitRate;
import dev.weir.shaping.core.stage.LimitStage;
import dev.weir.shaping.core.stage.LinkStage;
import dev.weir.shaping.core.stage.LinkUse;
import dev.weir.shaping.core.stage.LossStage;
import dev.weir.shaping.core.stage.SharedLinkStage;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.ShortPackets;
import dev.weir.shaping.core.stage.SlotStage;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.SwapStage;
import dev.weir.shaping.core.stage.TokenSource;
import dev.weir.shaping.core.stage.TunableLink;
import dev.weir.shaping.impair.Corrupt;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Duplicate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.Handling;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.LossPosition;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.impair.Reorder;
import dev.weir.shaping.impair.Scope;
import dev.weir.shaping.impair.Slots;
import dev.weir.shaping.impair.Timeline;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line of one direction: copies, loss, handling, corruption, limit, link, reordering and delay, or with the loss behind the link, each of which can change between packets. Not thread-safe: the engine's own; what reports read,
 * any thread may read.
 */
final class Line {
    /*
     * A packet meets each part with the settings in force when it reaches that part. So a change goes from the end of the line to its start: what a part that
     * opens lets go finds the parts behind it as they are from now on. A part that was once there stays when it is not needed, and is left out of the
     * way: its counters go on, and many changes make nothing that lasts.
     */
    private final StageSpace space;
    private final long drawStream;
    private final FlowDraws draws;
    /** In place of a link, if a trace says when it sends; as long as the line lasts. */
    private final @Nullable TracedLink traced;

    private final TokenSource buckets;
    private final @Nullable SharedLine shared;
    private final @Nullable SharedTime time;
    private final long originNanos;
    private final Stage end;
    private Timeline<Impairment> timeline;
    private long startNanos;
    private volatile Impairment settings = Impairment.NONE;
    private long nextNanos;
    private @Nullable DuplicateStage duplicate;
    private @Nullable LossStage loss;
    private @Nullable HandlingStage handling;
    private @Nullable CorruptStage corrupt;
    private @Nullable LimitStage limit;
    private @Nullable RateLimit limited;
    private volatile @Nullable TunableLink link;
    private @Nullable EarlyStage early;
    private @Nullable SwapStage swap;
    private @Nullable DelayStage delay;
    private Stage entry;

    Line(Recipe recipe, Direction direction, StageSpace space, Stage end) {
        SharedParts parts = recipe.shared();
        this.space = space;
        drawStream = Draws.stream(recipe.seed(), Draws.hash(ReservedNames.line(direction)));
        draws = new FlowDraws(space, drawStream);
        List<Object> name = List.of("line", direction);
        buckets = parts.buckets(name);
        shared = parts.line(direction);
        time = shared == null ? parts.link(name) : shared.time();
        originNanos = parts.originNanos();
        timeline = direction == Direction.INCOMING ? recipe.download() : recipe.upload();
        Impairment first = timeline.values().get(0);
        Slots slots = first.slots();
        this.end = slots == null ? end : new SlotStage(space, slots, drawStream, end);
        entry = this.end;
        traced = TracedLink.of(first, time, space, draws, drawStream, this.end);
        step(0);
    }

    /** Changes the line, from the next packet on that reaches it, and whenever the timeline says. */
    void change(Timeline<Impairment> line, long nowNanos) {
        timeline = line;
        startNanos = nowNanos;
        step(nowNanos);
    }

    /** When the line changes next, or {@link Long#MAX_VALUE}. */
    long nextNanos() {
        return nextNanos;
    }

    /** Takes over what the timeline has for the present. */
    void step(long nowNanos) {
        Timeline.Phase<Impairment> phase = timeline.phaseAt(Duration.ofNanos(nowNanos - startNanos));
        Duration end = phase.end();
        nextNanos = end == null ? Long.MAX_VALUE : StageSpace.later(startNanos, end.toNanos());
        become(phase.value(), nowNanos);
    }

    private void become(Impairment line, long nowNanos) {
        boolean early = line.loss().position() == LossPosition.BEFORE_LINK;
        LossStage lost = loss(line.loss());
        Stage delayed = reorder(line.reorder(), delay(line.delay()));
        Stage behindLink = early ? delayed : before(lost, delayed);
        Stage behindLimit = traced == null ? link(line, behindLink, nowNanos) : traced.before(behindLink);
        Stage limiting = limit(line.limit(), line.queue(), behindLimit, nowNanos);
        Stage corrupting = corrupt(line.corrupt(), limiting);
        Stage handled = handling(line.handling(), corrupting);
        entry = duplicate(line.duplicate(), early ? before(lost, handled) : handled);
        settings = line;
    }

    private Stage reorder(Reorder wanted, Stage delayed) {
        SwapStage known = swap;
        if (known != null) {
            known.next(delayed);
        }
        if (wanted.kind() == Reorder.Kind.EARLY) {
            return early(wanted, delayed);
        }
        if (wanted.equals(Reorder.NONE)) {
            return delayed;
        }
        if (known == null) {
            known = new SwapStage(space, wanted, draws, delayed);
            swap = known;
        } else {
            known.change(wanted);
        }
        return known;
    }

    /** What lets packets pass the delay; a pattern that did not change goes on. */
    private Stage early(Reorder wanted, Stage delayed) {
        EarlyStage known = early;
        if (known == null || !wanted.equals(settings.reorder())) {
            if (known != null) {
                known.remove();
            }
            known = new EarlyStage(space, wanted, Scope.SHARED, draws, delayed, end);
            early = known;
        }
        return known;
    }

    private Stage delay(Delay wanted) {
        DelayStage known = delay;
        if (known == null) {
            known = Pipeline.delay(space, wanted, Scope.SHARED, draws, end);
            delay = known;
        } else if (!wanted.equals(settings.delay())) {
            known.change(wanted);
        }
        return known == null ? end : known;
    }

    private Stage link(Impairment line, Stage behind, long nowNanos) {
        TunableLink known = link;
        SharedLine common = shared;
        Rate rate = common == null ? line.rate() : common.rate();
        Framing framing = common == null ? line.framing() : common.framing();
        QueueLimit queue = common == null ? line.queue() : common.queue();
        if (known == null) {
            return rate == null ? behind : newLink(rate, framing, queue, line.discipline(), behind);
        }
        known.next(behind);
        boolean stays = known.change(rate, framing, queue, line.discipline(), nowNanos);
        return stays && known instanceof Stage stage ? stage : behind;
    }

    private Stage newLink(
            Rate rate, Framing framing, @Nullable QueueLimit queue, QueueDiscipline discipline, Stage behind) {
        if (time == null) {
            LinkStage own = new LinkStage(space, rate, framing, queue, discipline, drawStream, behind);
            link = own;
            return own;
        }
        SharedLinkStage common = new SharedLinkStage(space, time, rate, framing, queue, originNanos, behind);
        link = common;
        return common;
    }

    private Stage limit(@Nullable RateLimit rate, @Nullable QueueLimit queue, Stage behind, long nowNanos) {
        LimitStage known = limit;
        if (rate == null) {
            open(known, behind, nowNanos);
            return behind;
        }
        LimitRate wanted = LimitRate.of(rate, queue);
        if (known != null && sameDimensions(rate)) {
            known.next(behind);
            known.rate(wanted, nowNanos);
            return known;
        }
        LimitStage fresh = new LimitStage(space, wanted, buckets, ShortPackets.NONE, behind);
        limit = fresh;
        limited = rate;
        open(known, fresh, nowNanos);
        if (known != null) {
            known.remove();
        }
        return fresh;
    }

    private static void open(@Nullable LimitStage stage, Stage behind, long nowNanos) {
        if (stage != null) {
            stage.next(behind);
            stage.open(nowNanos);
        }
    }

    private boolean sameDimensions(RateLimit rate) {
        RateLimit before = limited;
        return before != null
                && (before.rate() == null) == (rate.rate() == null)
                && (before.packetsPerSecond() == 0) == (rate.packetsPerSecond() == 0);
    }

    private Stage duplicate(Duplicate wanted, Stage behind) {
        DuplicateStage known = duplicate;
        if (wanted.equals(Duplicate.NONE)) {
            return behind;
        }
        if (known == null) {
            known = new DuplicateStage(space, wanted, DuplicateStage.OF_LINE, draws, behind);
            duplicate = known;
        } else {
            known.change(wanted, behind);
        }
        return known;
    }

    private Stage handling(Handling wanted, Stage behind) {
        HandlingStage known = handling;
        if (wanted.equals(Handling.NONE)) {
            return behind;
        }
        if (known == null) {
            known = new HandlingStage(space, wanted, draws, behind);
            handling = known;
        } else {
            known.change(wanted, behind);
        }
        return known;
    }

    private Stage corrupt(Corrupt wanted, Stage behind) {
        CorruptStage known = corrupt;
        if (wanted.equals(Corrupt.NONE)) {
            return behind;
        }
        if (known == null) {
            known = new CorruptStage(space, wanted, draws, behind);
            corrupt = known;
        } else {
            known.change(wanted, behind);
        }
        return known;
    }

    /** What loses packets; a model that did not change keeps its memory. */
    private @Nullable LossStage loss(Loss wanted) {
        LossStage known = loss;
        if (!wanted.equals(settings.loss())) {
            if (known != null) {
                known.remove();
            }
            known = Pipeline.loss(space, wanted, Scope.SHARED, draws, end);
            loss = known;
        }
        return known;
    }

    /** A loss, if there is one, before a stage. */
    private static Stage before(@Nullable LossStage loss, Stage stage) {
        if (loss == null) {
            return stage;
        }
        loss.next(stage);
        return loss;
    }

    /** Where packets enter. */
    Stage entry() {
        return entry;
    }

    /** What it is made of now, apart from a link that is shared with other shapers. */
    Impairment settings() {
        return settings;
    }

    @Nullable
    LinkUse link() {
        return traced == null ? link : traced.use();
    }

    /** The rate of the link now, or null if there is none. */
    @Nullable
    Rate rate() {
        if (traced != null) {
            return traced.rate();
        }
        return shared == null ? settings.rate() : shared.rate();
    }
}
