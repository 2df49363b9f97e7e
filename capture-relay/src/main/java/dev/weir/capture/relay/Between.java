package dev.weir.capture.relay;

import java.util.Arrays;

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
        network.relay(route.to(), route.from())
                .fault(Arrays.stream(faults).map(Between::turned).toArray(Fault[]::new));
        return this;
    }

    /** The same for a connection the other way round. */
    private static Fault turned(Fault fault) {
        return fault instanceof Fault.Directed directed ? directed.turned() : fault;
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
