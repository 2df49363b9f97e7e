package dev.weir.cli.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All checks of all models. Thread-safe. */
public final class Suite {
    private final List<Check> checks;

    private Suite(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * The suite.
     *
     * @return all checks, in an order that does not change
     */
    public static Suite ofAllModels() {
        List<Check> checks = new ArrayList<>();
        LossChecks.addTo(checks);
        DelayChecks.addTo(checks);
        RateChecks.addTo(checks);
        return new Suite(checks);
    }

    /**
     * Runs all checks, each with a seed of its own that follows from this one.
     *
     * @param seed any number
     * @return what they found out
     */
    public List<Finding> run(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            findings.addAll(check.run(seeds.nextLong()));
        }
        return findings;
    }
}
