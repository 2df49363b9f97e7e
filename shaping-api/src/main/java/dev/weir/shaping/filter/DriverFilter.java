package dev.weir.shaping.filter;

/**
 * A filter in the language of a capture driver. Immutable and thread-safe.
 *
 * @param text the filter
 * @param exact whether it means exactly the packets it was made for; if not, it errs to the safe side, and the engine asks the filters anyway
 * @param tests how many tests it has, of which drivers allow a limited number
 */
public record DriverFilter(String text, boolean exact, int tests) {
    /** The filter. */
    @Override
    public String toString() {
        return text;
    }
}
