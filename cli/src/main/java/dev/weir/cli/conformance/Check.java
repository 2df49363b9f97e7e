package dev.weir.cli.conformance;

import java.util.List;

/** Runs a model and compares what came out with what its formula says. Immutable. */
@FunctionalInterface
public interface Check {
    /**
     * Runs the model.
     *
     * @param seed the seed of the run; the same seed gives the same findings on every machine
     * @return what was found out, at least one finding
     */
    List<Finding> run(long seed);
}
