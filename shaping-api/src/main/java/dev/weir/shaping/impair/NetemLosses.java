package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/** Reads the losses of netem. */
record NetemLosses(NetemWords words, boolean compatible) {
    Loss read() {
        if (words.take("state")) {
            return state();
        }
        if (words.take("gemodel")) {
            return gilbertElliott();
        }
        words.take("random");
        Probability lost = words.percent("loss");
        Probability correlation = or("correlation of loss", Probability.ZERO);
        boolean certain = lost.value() == 0 || lost.value() == 1;
        if (correlation.value() == 0 || certain) {
            return Loss.random(lost);
        }
        if (compatible) {
            throw NetemReader.missing("correlated loss, which loses another share than it is asked for,");
        }
        if (correlation.value() == 1) {
            throw new IllegalArgumentException("correlation of loss must be below 100 %: " + correlation);
        }
        return Loss.correlated(lost, correlation.value());
    }

    private Probability or(String what, Probability missing) {
        return words.number() ? words.percent(what) : missing;
    }

    private Loss state() {
        Probability p13 = words.percent("p13");
        Probability p31 = or("p31", rest(p13));
        Probability p32 = or("p32", Probability.ZERO);
        Probability p23 = or("p23", Probability.ONE);
        Probability p14 = or("p14", Probability.ZERO);
        return new FourStateLoss(p13, p31, p32, p23, p14);
    }

    private Loss gilbertElliott() {
        Probability p = words.percent("p");
        Probability r = or("r", rest(p));
        Probability bad = or("1-h", Probability.ONE);
        Probability good = or("1-k", Probability.ZERO);
        return Loss.gilbertElliott(p, r, bad, good);
    }

    private static Probability rest(Probability share) {
        return Probability.of(1 - share.value());
    }
}
