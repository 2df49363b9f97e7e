package dev.weir.shaping.core;

/** Takes the packets that leave a simulation, in order of release. */
@FunctionalInterface
public interface ReleaseListener {
    /**
     * A packet leaves. Called on the simulation's thread; must not call the simulation.
     *
     * @param packet the packet; valid only during this call
     */
    void released(ReleasedPacket packet);
}
