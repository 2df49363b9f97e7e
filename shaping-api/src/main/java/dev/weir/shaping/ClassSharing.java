package dev.weir.shaping;

/**
 * Between whom the shares of high, normal and low traffic are divided. Immutable.
 *
 * <p>Within a class packets go first come, first served, whoever sends them. A sender whose bursts keep the class's queue full can lock out another of
 * the same class; give it a class or a limit of its own.
 */
public enum ClassSharing {
    /**
     * A class's weight is multiplied by the number of its processes that sent something in the last second, so that each of ten high
     * processes still gets more than one normal process. Without a process resolver a class counts as one sender.
     */
    PER_SENDER,
    /** Each class has its weight, however many processes are in it. */
    PER_CLASS
}
