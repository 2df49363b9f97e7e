package dev.weir.shaping.match;

import java.util.List;

/**
 * Why a condition holds for a packet or does not: its answer, and those of its parts. Immutable, thread-safe, equal by value.
 *
 * @param match the condition
 * @param answer what it answers
 * @param parts the explanations of its parts in order, for {@link AllOf}, {@link AnyOf} and {@link Not}; else empty
 */
public record Explanation(Match match, Answer answer, List<Explanation> parts) {
    /** What a condition answers. */
    public enum Answer {
        /** It holds. */
        HOLDS,
        /** It does not. */
        FAILS,
        /** It was not asked, as the answer of the whole was known. */
        NOT_ASKED
    }

    /**
     * Copies the parts.
     *
     * @param match the condition
     * @param answer what it answers
     * @param parts the explanations of its parts
     */
    public Explanation {
        parts = List.copyOf(parts);
    }

    static Explanation of(Match match, boolean holds, List<Explanation> parts) {
        return new Explanation(match, holds ? Answer.HOLDS : Answer.FAILS, parts);
    }

    static Explanation notAsked(Match match) {
        return new Explanation(match, Answer.NOT_ASKED, List.of());
    }

    /**
     * Whether the condition holds.
     *
     * @return false also if it was not asked
     */
    public boolean holds() {
        return answer == Answer.HOLDS;
    }

    /**
     * The innermost condition that decides the answer: of parts that must all hold the one that fails, of alternatives the one that holds, else the condition
     * itself; always itself if it was not asked.
     *
     * @return the explanation of that condition
     */
    public Explanation cause() {
        if (parts.isEmpty()) {
            return this;
        }
        if (match instanceof Not) {
            return parts.get(0).cause();
        }
        boolean alternatives = match instanceof AnyOf;
        if (holds() != alternatives) {
            return this;
        }
        return parts.stream()
                .filter(part -> part.answer == answer)
                .findFirst()
                .map(Explanation::cause)
                .orElse(this);
    }

    /** A line for each condition, the parts indented: {@code [holds] outgoing}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, 0);
        return text.toString();
    }

    private void print(StringBuilder text, int depth) {
        String mark =
                switch (answer) {
                    case HOLDS -> "[holds] ";
                    case FAILS -> "[fails] ";
                    case NOT_ASKED -> "[not asked] ";
                };
        text.append("  ".repeat(depth)).append(mark).append(title());
        for (Explanation part : parts) {
            part.print(text.append('\n'), depth + 1);
        }
    }

    private String title() {
        if (parts.isEmpty()) {
            return match.toString();
        }
        if (match instanceof Not) {
            return "not";
        }
        return match instanceof AllOf ? "all of" : "one of";
    }
}
