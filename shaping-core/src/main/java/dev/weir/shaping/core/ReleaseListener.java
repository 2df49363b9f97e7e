package dev.weir.shaping.core;

/** Takes the packets that leave a simulation, in order of release. */
@FunctionalInterface
public interface ReleaseListener {
    /**
     * A packet leaves. Called on the simulation's thread; must not call the simulation. What it throws comes out of the call that moved time on,
     * after everything else that was due.
     *
     * @param packet the packet; valid only during this call
     */
    void released(ReleasedPacket packet);
}
