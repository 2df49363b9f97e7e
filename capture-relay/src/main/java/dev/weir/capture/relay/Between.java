package dev.weir.capture.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * Both ways between two nodes of an {@link ImpairedNetwork}: what the first connects to at the second, and the other way round. Directions of faults are those of a connection from the first
 * to the second: upload is what the first sends, whoever has connected.
 *
 * <p>Thread-safe.
 */
public final class Between implements FaultControl<Between> {
    private final ImpairedNetwork network;
    private final ImpairedNetwork.Route route;

    Between(ImpairedNetwork network, ImpairedNetwork.Route route) {
        this.network = network;
        this.route = route;
    }

    @Override
    public Between fault(Fault... faults) {
        network.relay(route.from(), route.to()).fault(faults);
        List<Fault> turned = new ArrayList<>();
        for (Fault fault : faults) {
            turned.add(turned(fault));
        }
        network.relay(route.to(), route.from()).fault(turned.toArray(Fault[]::new));
        return this;
    }

    /** The same for a connection the other way round. */
    private static Fault turned(Fault fault) {
        if (fault instanceof Fault.Cut cut) {
            return new Fault.Cut(cut.direction().other());
        } else if (fault instanceof Fault.Stall stall) {
            return new Fault.Stall(stall.direction().other());
        } else if (fault instanceof Fault.BlackHole hole) {
            return new Fault.BlackHole(hole.direction().other());
        } else if (fault instanceof Fault.ResetAfterBytes reset) {
            return new Fault.ResetAfterBytes(reset.direction().other(), reset.size());
        } else if (fault instanceof Fault.CloseAfterBytes close) {
            return new Fault.CloseAfterBytes(close.direction().other(), close.size());
        } else if (fault instanceof Fault.Slice slice) {
            return new Fault.Slice(slice.direction().other(), slice.size(), slice.gap());
        } else if (fault instanceof Fault.FirstByteDelay first) {
            return new Fault.FirstByteDelay(first.direction().other(), first.delay());
        }
        return fault;
    }

    /**
     * Goes back to the first conditions between the two.
     *
     * @return this
     */
    public Between heal() {
        network.heal(route);
        network.heal(route.back());
        return this;
    }

    /**
     * Resets all connections between the two.
     *
     * @return this
     */
    public Between reset() {
        network.relay(route.from(), route.to()).reset();
        network.relay(route.to(), route.from()).reset();
        return this;
    }

    @Override
    public String toString() {
        return "between " + route.from() + " and " + route.to();
    }
}
