package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Reorder;
import dev.weir.shaping.impair.Scope;

/** A stamper that lets some packets pass without the delay that follows, by netem's pattern: at most one of each gap. */
public final class EarlyStage extends Stage {
    private final FlowDraws draws;
    private final long threshold;
    private final int gap;
    /** How many packets were delayed since the last that was not. */
    private final ModelState delayed;

    private final Stage delay;
    private final Stage past;

    /**
     * A stage.
     *
     * @param space what the stages share
     * @param reorder which packets are early
     * @param scope what shares the gap
     * @param draws the random numbers of the rule or line
     * @param delay where packets go that are delayed
     * @param past where the others go
     */
    public EarlyStage(StageSpace space, Reorder reorder, Scope scope, FlowDraws draws, Stage delay, Stage past) {
        super(space);
        this.draws = draws;
        this.threshold = reorder.probability().threshold();
        this.gap = reorder.packets();
        this.delayed = new ModelState(space, scope == Scope.SHARED, 1);
        this.delay = delay;
        this.past = past;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        int place = delayed.place(packet);
        long count = delayed.value(place);
        if (count >= gap - 1 && Draws.happens(draws.draw(packet, FlowDraws.REORDER), threshold)) {
            delayed.value(place, 0);
            past.accept(packet, nowNanos);
        } else {
            delayed.value(place, count + 1);
            delay.accept(packet, nowNanos);
        }
    }

    @Override
    public void remove() {
        super.remove();
        delayed.remove();
    }
}
