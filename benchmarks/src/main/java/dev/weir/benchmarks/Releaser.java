package dev.weir.benchmarks;

/** Something that releases items when they are due, 5 to 15 ms after they were handed in, on a thread of its own. */
interface Releaser extends AutoCloseable {
    /**
     * Hands an item in. From one thread.
     *
     * @param delayNanos when it is due, from now; a releaser that draws its own delays does not look at it
     */
    void submit(long delayNanos);

    /**
     * The releasing thread.
     *
     * @return the thread, alive until closed
     */
    Thread thread();

    /**
     * How late items were released, so far.
     *
     * @return a snapshot
     */
    ReleaseErrors errors();

    @Override
    void close();
}
