package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.JointTrace;
import java.util.List;

/**
 * The entry of a line that changes over time: it loses packets, and sets the rate of the link and the delay behind it when the rows of a trace say so.
 *
 * <p>While the link sends there is an event at the time of each row; while it is idle there are none, and the row is looked up when a packet comes.
 */
public final class JointTraceStage extends ServerStage {
    /** Apart from the draws of other stages of the same rule. */
    private static final int LOSS_DRAW = 40;

    private static final long NEVER = 0;
    private static final long ALWAYS = 1L << 53;

    private final LinkStage link;
    private final SteppedDelayStage delay;
    private final FlowDraws draws;
    private final long[] nanos;
    private final Rate[] rates;
    private final long[] delays;
    private final long[] thresholds;
    private int row;
    private boolean watching;

    /**
     * A stage at the first row.
     *
     * @param space what the stages share
     * @param trace the rows
     * @param draws the random numbers of the rule or line
     * @param link the link, where survivors go
     * @param delay the delay behind the link
     */
    public JointTraceStage(
            StageSpace space, JointTrace trace, FlowDraws draws, LinkStage link, SteppedDelayStage delay) {
        super(space);
        this.link = link;
        this.delay = delay;
        this.draws = draws;
        List<JointTrace.Row> rows = trace.rows();
        nanos = rows.stream().mapToLong(each -> each.time().toNanos()).toArray();
        rates = rows.stream().map(JointTrace.Row::rate).toArray(Rate[]::new);
        delays = rows.stream().mapToLong(each -> each.delay().toNanos()).toArray();
        thresholds = rows.stream().mapToLong(each -> each.loss().threshold()).toArray();
        delay.delay(delays[0]);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        turnTo(nowNanos);
        if (loses(packet)) {
            space.outlet.drop(packet, DropReason.LOSS, nowNanos);
            return;
        }
        link.accept(packet, nowNanos);
        watch();
    }

    private boolean loses(int packet) {
        long threshold = thresholds[row];
        return threshold == ALWAYS || threshold != NEVER && Draws.happens(draws.draw(packet, LOSS_DRAW), threshold);
    }

    private void turnTo(long nowNanos) {
        int before = row;
        while (row + 1 < nanos.length && nanos[row + 1] <= nowNanos) {
            row++;
        }
        if (row != before) {
            link.rate(rates[row], nowNanos);
            delay.delay(delays[row]);
        }
    }

    /** Comes back for the next row if the link is sending then. */
    private void watch() {
        if (!watching && row + 1 < nanos.length && !link.idle()) {
            watching = true;
            scheduleService(nanos[row + 1]);
        }
    }

    @Override
    void serve(long nowNanos) {
        watching = false;
        turnTo(nowNanos);
        watch();
    }

    @Override
    public boolean idle() {
        return !watching;
    }
}
