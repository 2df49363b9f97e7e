package dev.weir.cli.conformance;

/** The distribution of a delay. */
@FunctionalInterface
interface DelayLaw {
    /** The share of delays that are at most so many nanoseconds. */
    double below(double nanos);
}
