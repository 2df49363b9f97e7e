package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import java.util.List;

/**
 * What the connections of one process did, those that ended included. Immutable.
 *
 * @param pid the process id; -1 for traffic whose process is not known, and for {@link #OTHER}
 * @param name the name of the executable, {@code ""} if unknown; {@link #OTHER} for all processes beyond the 4096 that are told apart
 * @param executable the full path of the executable, {@code ""} if unknown
 * @param incoming its incoming packets
 * @param outgoing its outgoing packets
 * @param connections its connections that go on
 */
public record ProcessStats(
        int pid, String name, String executable, FlowStats incoming, FlowStats outgoing, int connections) {
    /** The name under which processes are put together that found no room of their own. */
    public static final String OTHER = "other processes";

    /**
     * The packets of a direction.
     *
     * @param direction the direction
     * @return what they did
     */
    public FlowStats direction(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }

    /** What tells a process from others. */
    Object identity() {
        return List.of(pid, name, executable);
    }

    ProcessStats plus(ProcessStats other) {
        return new ProcessStats(
                pid,
                name,
                executable,
                incoming.plus(other.incoming),
                outgoing.plus(other.outgoing),
                connections + other.connections);
    }
}
