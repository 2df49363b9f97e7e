package dev.weir.shaping.filter;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The filter language of WinDivert 2.2 on its network layers. */
final class WinDivertLanguage implements Language {
    /*
     * A test of a field that a packet does not have fails. `not` belongs to one test, and turns its comparison around; so the opposite of anything but a flag is
     * written as (A ? false : true), which costs no test. The driver takes 256 tests, five words for each of these, and a depth of 1024, of which a pair of
     * parentheses takes four and an alternative one [1].
     *
     * [1] https://reqrypt.org/windivert-doc.html#filter_language
     */
    static final int MOST_TESTS = 256;

    private static final int MOST_WORDS = 5 * MOST_TESTS - 2;
    private static final int MOST_DEPTH = 1_000;
    private static final Pattern WORD = Pattern.compile("[()?]|[^()?\\s]+");

    @Override
    public PacketKind packets(int mostRanges) {
        return WinDivertPackets.packets(mostRanges);
    }

    @Override
    public boolean takes(Expression expression) {
        int tests = expression.tests();
        return tests <= MOST_TESTS
                && 4 * expression.depth() + tests <= MOST_DEPTH
                && WORD.matcher(text(expression)).results().count() <= MOST_WORDS;
    }

    @Override
    public String text(Expression expression) {
        if (expression.equals(Expression.TRUE)) {
            return "true";
        }
        if (expression.equals(Expression.FALSE)) {
            return "false";
        }
        if (expression instanceof Expression.Test test) {
            return test.text();
        }
        if (expression instanceof Expression.Not not) {
            boolean flag = not.inner() instanceof Expression.Test test && test.flag();
            return flag ? "not " + text(not.inner()) : "(" + text(not.inner()) + " ? false : true)";
        }
        return joined((Expression.Group) expression);
    }

    private String joined(Expression.Group group) {
        return group.parts.stream()
                .map(part -> part instanceof Expression.Group ? "(" + text(part) + ")" : text(part))
                .collect(Collectors.joining(group.all ? " and " : " or "));
    }
}
