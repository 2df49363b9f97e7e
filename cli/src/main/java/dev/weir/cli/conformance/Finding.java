package dev.weir.cli.conformance;

/**
 * What a check found out about one quantity. Immutable.
 *
 * @param model the model and its parameters, as text
 * @param quantity what was measured
 * @param asked what the model's formula says
 * @param got what was measured
 * @param bound how far the two may be apart; {@code exact} if not at all
 * @param netem what netem would give, blank if its formula is right or it has none
 * @param random whether chance alone could break the bound, with the probability {@link Bounds#FALSE_ALARM}
 * @param holds whether the bound was kept
 */
public record Finding(
        String model,
        String quantity,
        String asked,
        String got,
        String bound,
        String netem,
        boolean random,
        boolean holds) {
    static Finding exact(String model, String quantity, String asked, String got, boolean holds) {
        return new Finding(model, quantity, asked, got, "exact", "", false, holds);
    }

    static Finding counted(String model, String quantity, long wrong, long of) {
        return exact(model, quantity, "0 of " + of + " wrong", wrong + " wrong", wrong == 0);
    }

    static Finding within(String model, String quantity, double asked, double got, double bound) {
        boolean holds = Math.abs(got - asked) <= bound;
        return new Finding(
                model, quantity, Figures.of(asked), Figures.of(got), "+- " + Figures.of(bound), "", true, holds);
    }

    static Finding share(String model, String quantity, double asked, double got, double bound) {
        boolean holds = Math.abs(got - asked) <= bound;
        return new Finding(
                model,
                quantity,
                Figures.percent(asked),
                Figures.percent(got),
                "+- " + Figures.percent(bound),
                "",
                true,
                holds);
    }

    static Finding atMost(String model, String quantity, double got, double bound) {
        return new Finding(model, quantity, "0", Figures.of(got), "<= " + Figures.of(bound), "", true, got <= bound);
    }

    Finding besideNetem(String other) {
        return new Finding(model, quantity, asked, got, bound, other, random, holds);
    }
}
