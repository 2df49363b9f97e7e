package dev.weir.shaping.core.random;

/** The arguments a draw depends on; a test varies one and keeps the others. */
enum Argument {
    SEED,
    RULE,
    FLOW,
    INCARNATION,
    ORDINAL,
    COPY,
    INDEX;

    private static final long FLOW_STREAM =
            Draws.flowStream(Draws.stream(42, Draws.hash("bad radio")), 0x1234_5678_9ABCL, 1);

    /** How many low bits of the argument mean something. */
    int bits() {
        return this == COPY || this == INDEX ? Integer.SIZE : Long.SIZE;
    }

    long draw(long value) {
        return switch (this) {
            case SEED -> Draws.draw(Draws.flowStream(Draws.stream(value, 7), 8, 1), 9, 0, 0);
            case RULE -> Draws.draw(Draws.flowStream(Draws.stream(42, value), 8, 1), 9, 0, 0);
            case FLOW -> Draws.draw(Draws.flowStream(Draws.stream(42, 7), value, 1), 9, 0, 0);
            case INCARNATION -> Draws.draw(Draws.flowStream(Draws.stream(42, 7), 8, value), 9, 0, 0);
            case ORDINAL -> Draws.draw(FLOW_STREAM, value, 0, 0);
            case COPY -> Draws.draw(FLOW_STREAM, 9, (int) value, 0);
            case INDEX -> Draws.draw(FLOW_STREAM, 9, 0, (int) value);
        };
    }
}
