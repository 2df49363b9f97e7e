package dev.weir.shaping.lookup;

/**
 * Learns from the first packets of flows what they speak, whom they call, and by which names addresses were asked for. Thread-safe.
 *
 * <p>This is the recipe; each run has an {@link #inspector} of its own, so that nothing learnt in one run shows in another.
 */
public non-sealed interface TrafficInspection extends Lookup {
    /**
     * Starts an inspector, once for each run.
     *
     * @return an inspector that has learnt nothing
     */
    TrafficInspector inspector();
}
