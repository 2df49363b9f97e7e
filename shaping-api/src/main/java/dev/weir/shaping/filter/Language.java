package dev.weir.shaping.filter;

/** A driver's language for filters. */
interface Language {
    /** All packets, as far as they can be told apart, where each set of numbers may have so many ranges. */
    PacketKind packets(int mostRanges);

    /** Whether the driver takes a formula of this size. */
    boolean takes(Expression expression);

    /** A formula in the words of the language. */
    String text(Expression expression);
}
