package dev.weir.shaping.core.stage;

/** A server: it keeps at most one service event in the wheel. Events carry a generation, so that one that was scheduled for an earlier state is ignored. */
abstract class ServerStage extends Stage {
    private int generation;

    ServerStage(StageSpace space) {
        super(space);
    }

    final void scheduleService(long dueNanos) {
        generation = space.newGeneration();
        space.scheduleService(this, generation, dueNanos);
    }

    /** Makes the event that was scheduled last a stale one. */
    final void cancelService() {
        generation = space.newGeneration();
    }

    @Override
    final void serve(int eventGeneration, long nowNanos) {
        if (eventGeneration == generation) {
            serve(nowNanos);
        }
    }

    /** The time the server asked for has come. */
    abstract void serve(long nowNanos);
}
