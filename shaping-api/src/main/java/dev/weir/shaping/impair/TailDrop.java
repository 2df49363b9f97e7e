package dev.weir.shaping.impair;

/** First in, first out; a packet that finds no room is dropped. Immutable and thread-safe. */
public final class TailDrop implements QueueDiscipline {
    static final TailDrop INSTANCE = new TailDrop();

    private TailDrop() {}

    @Override
    public String toString() {
        return "tail-drop";
    }
}
