package dev.weir.shaping.core;

/** Takes the packets that leave a simulation, a replay or an embedded run, in order of release. */
@FunctionalInterface
public interface ReleaseListener {
    /**
     * A packet leaves. Called on the thread of the run; must not call the run. What it throws comes out of the call that moved time on,
     * after everything else that was due.
     *
     * @param packet the packet; valid only during this call
     */
    void released(ReleasedPacket packet);
}
