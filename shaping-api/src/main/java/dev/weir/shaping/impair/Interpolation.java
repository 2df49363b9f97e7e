package dev.weir.shaping.impair;

/** What is between two values. */
@FunctionalInterface
interface Interpolation<T> {
    /** The value at a share of the way: so many parts of all. */
    T value(int part, int parts);
}
