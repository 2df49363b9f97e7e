package dev.weir.shaping.filter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A formula over tests of a driver's language, simplified as it is made. Immutable; equal if it is made of the same tests in the same way. */
sealed interface Expression {
    /** Holds for every packet: all of no parts do. */
    Expression TRUE = new Group(true, List.of());
    /** Holds for none: none of no parts does. */
    Expression FALSE = new Group(false, List.of());

    /** One test, in the words of the language; a flag is a single word. */
    record Test(String text, boolean flag) implements Expression {
        @Override
        public int tests() {
            return 1;
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** Holds where another does not. */
    record Not(Expression inner) implements Expression {
        @Override
        public int tests() {
            return inner.tests();
        }

        @Override
        public int depth() {
            return 1 + inner.depth();
        }
    }

    /** Holds where all of its parts do, or where one of them does. It knows its size and hash, as these are asked for at every step. */
    final class Group implements Expression {
        final boolean all;
        final List<Expression> parts;
        private final int hash;
        private final int tests;
        private final int depth;

        private Group(boolean all, List<Expression> parts) {
            this.all = all;
            this.parts = parts;
            hash = 31 * parts.hashCode() + Boolean.hashCode(all);
            tests = parts.stream().mapToInt(Expression::tests).sum();
            depth = 1 + parts.stream().mapToInt(Expression::depth).max().orElse(0);
        }

        @Override
        public int tests() {
            return tests;
        }

        @Override
        public int depth() {
            return depth;
        }

        @Override
        public boolean equals(Object other) {
            return other == this
                    || other instanceof Group group
                            && hash == group.hash
                            && tests == group.tests
                            && all == group.all
                            && parts.equals(group.parts);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    static Expression test(String text) {
        return new Test(text, false);
    }

    static Expression flag(String word) {
        return new Test(word, true);
    }

    static Expression all(Expression... parts) {
        return group(true, List.of(parts));
    }

    static Expression all(List<Expression> parts) {
        return group(true, parts);
    }

    static Expression any(Expression... parts) {
        return group(false, List.of(parts));
    }

    static Expression any(List<Expression> parts) {
        return group(false, parts);
    }

    private static Expression group(boolean all, List<Expression> parts) {
        Set<Expression> flat = new LinkedHashSet<>();
        for (Expression part : parts) {
            if (part.equals(all ? FALSE : TRUE)) {
                return part;
            }
            flat.addAll(part instanceof Group group && group.all == all ? group.parts : List.of(part));
        }
        return flat.size() == 1 ? flat.iterator().next() : new Group(all, List.copyOf(flat));
    }

    static Expression not(Expression inner) {
        if (inner.equals(TRUE)) {
            return FALSE;
        }
        if (inner.equals(FALSE)) {
            return TRUE;
        }
        return inner instanceof Not twice ? twice.inner : new Not(inner);
    }

    /** How many tests there are. */
    int tests();

    /** How deep formulas are in formulas: 0 for a test. */
    int depth();
}
