package dev.weir.shaping.impair;

/**
 * First in, first out; a packet that finds no room takes that of the ones that have waited longest, which are dropped. What is delivered is never
 * older than the queue is long. Immutable and thread-safe.
 */
public final class HeadDrop implements QueueDiscipline {
    static final HeadDrop INSTANCE = new HeadDrop();

    private HeadDrop() {}

    @Override
    public String toString() {
        return "head-drop";
    }
}
