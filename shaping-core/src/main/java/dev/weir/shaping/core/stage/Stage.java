package dev.weir.shaping.core.stage;

/**
 * A place that packets pass: a stamper, which computes a due time and holds nothing, or a server, which holds a queue and keeps one
 * service event in the wheel.
 *
 * <p>Not thread-safe; nothing in here allocates per packet. A packet enters a stage when it reaches it: nothing behind is reserved
 * ahead.
 */
public abstract class Stage {
    final StageSpace space;
    final int number;

    Stage(StageSpace space) {
        this.space = space;
        this.number = space.register(this);
    }

    /**
     * A packet reaches this stage.
     *
     * @param packet its handle
     * @param nowNanos logical time
     */
    public abstract void accept(int packet, long nowNanos);

    void due(int packet, long nowNanos) {
        throw new IllegalStateException("no packet event was scheduled: " + this);
    }

    /** A service event came, which may be a stale one of a stage that had this number before. */
    void serve(int generation, long nowNanos) {}

    /**
     * Whether the stage holds no packet.
     *
     * @return true if it could be removed
     */
    public boolean idle() {
        return true;
    }

    /** Gives the stage's number back; only an idle stage may be removed. */
    public void remove() {
        space.remove(number);
    }
}
