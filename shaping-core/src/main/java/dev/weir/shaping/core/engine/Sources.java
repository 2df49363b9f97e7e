package dev.weir.shaping.core.engine;

/** What an engine knows of the sources of its packets: how many are inside, and by how many queues each is held back. Not thread-safe. */
final class Sources {
    private static final int MOST = 256;
    private final int[] inside = new int[MOST];
    private final int[] pauses = new int[MOST];

    void enter(int source) {
        inside[source]++;
    }

    void leave(int source) {
        inside[source]--;
    }

    void pause(int source) {
        pauses[source]++;
    }

    void resume(int source) {
        pauses[source]--;
    }

    boolean isPaused(int source) {
        return pauses[source] > 0;
    }

    /** Whether a packet of the source is inside, or the source is held back. */
    boolean knows(int source) {
        return inside[source] > 0 || pauses[source] > 0;
    }
}
