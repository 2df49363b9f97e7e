package dev.weir.benchmarks;

import java.util.List;

/** A shaper that runs by the clock, between a producer thread and a consumer. Offered to by one thread. */
interface LiveContestant extends AutoCloseable {
    /**
     * Offers a packet.
     *
     * @param id its number
     * @return whether it was taken
     */
    boolean offer(int id);

    /** The threads that shape and deliver. */
    List<Thread> threads();

    /** Where deliveries are noted. */
    Departures departures();

    @Override
    void close();
}
