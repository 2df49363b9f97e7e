package dev.weir.shaping.filter;

import java.util.List;

/**
 * What a driver's language can say of a condition: one formula that never holds where the condition does not, and one that holds wherever it does. Immutable.
 *
 * @param narrow never more than the condition
 * @param wide never less than the condition
 */
record Bounds(Expression narrow, Expression wide) {
    /** Of a condition of which the language can say nothing. */
    static final Bounds UNKNOWN = new Bounds(Expression.FALSE, Expression.TRUE);

    static final Bounds ALWAYS = exact(Expression.TRUE);
    static final Bounds NEVER = exact(Expression.FALSE);

    static Bounds exact(Expression expression) {
        return new Bounds(expression, expression);
    }

    static Bounds all(List<Bounds> parts) {
        return new Bounds(
                Expression.all(parts.stream().map(Bounds::narrow).toList()),
                Expression.all(parts.stream().map(Bounds::wide).toList()));
    }

    static Bounds any(List<Bounds> parts) {
        return new Bounds(
                Expression.any(parts.stream().map(Bounds::narrow).toList()),
                Expression.any(parts.stream().map(Bounds::wide).toList()));
    }

    Bounds and(Bounds other) {
        return all(List.of(this, other));
    }

    Bounds or(Bounds other) {
        return any(List.of(this, other));
    }

    Bounds not() {
        return new Bounds(Expression.not(wide), Expression.not(narrow));
    }

    boolean exact() {
        return narrow.equals(wide);
    }
}
