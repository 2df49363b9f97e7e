package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.util.regex.Pattern;

/** Reads the text form of a {@link Loss}. Not thread-safe. */
final class LossText {
    private static final Pattern PHRASES = Pattern.compile(
            " (?:in bursts of [^ ]+|at most [^ ]+ in a row|after the link|before the link|shared|per flow)(?= |$)");
    private static final String EXPECTED =
            "\"in bursts of 4\", \"at most 3 in a row\", \"after the link\", \"shared\" or \"per flow\"";
    private static final String MODELS =
            "correlated, gilbert, gilbert-elliott, 4-state, bit-errors, outages, fixed-outages, packets";

    private Loss loss;
    private final boolean plain;

    private LossText(String model) {
        Call call = Call.of(model);
        this.plain = call == null;
        this.loss = call == null ? Loss.random(Probability.parse(model)) : model(call);
    }

    static Loss parse(String text) {
        Phrases phrases = new Phrases(text, PHRASES);
        LossText reader = new LossText(phrases.model());
        phrases.forEach(EXPECTED, LossText::topic, reader::modify);
        return reader.loss;
    }

    private static String topic(String phrase) {
        return switch (phrase) {
            case "shared", "per flow" -> "scope";
            case "after the link", "before the link" -> "position";
            default -> phrase.substring(0, phrase.indexOf(' '));
        };
    }

    private void modify(String phrase) {
        String[] words = phrase.split(" ", -1);
        switch (words[0]) {
            case "in" -> loss = bursts(Numbers.parse("mean burst", words[3]));
            case "at" -> loss = loss.atMostInARow(Numbers.whole("losses in a row", words[2]));
            case "after" -> loss = loss.afterLink();
            case "shared" -> loss = loss.shared();
            case "per" -> loss = loss.perFlow();
            default -> loss = ModifiedLoss.of(loss.model(), loss.mostInARow(), LossPosition.BEFORE_LINK, loss.scope());
        }
    }

    private Loss bursts(double meanLength) {
        if (!plain || !(loss.model() instanceof Loss.Random random)) {
            throw new IllegalArgumentException("bursts need a percentage in front: " + loss);
        }
        Loss model = Loss.bursts(random.probability(), meanLength);
        return ModifiedLoss.of(model, loss.mostInARow(), loss.position(), loss.scope());
    }

    private static Loss model(Call call) {
        return switch (call.name()) {
            case "correlated" -> {
                call.takes("loss", "correlation");
                yield Loss.correlated(
                        call.probability("loss"),
                        call.probability("correlation").value());
            }
            case "gilbert" -> {
                call.takes("p", "r");
                yield Loss.gilbert(call.probability("p"), call.probability("r"));
            }
            case "gilbert-elliott" -> {
                call.takes("p", "r", "bad", "good");
                yield Loss.gilbertElliott(
                        call.probability("p"),
                        call.probability("r"),
                        call.probability("bad", Probability.ONE),
                        call.probability("good", Probability.ZERO));
            }
            case "4-state" -> fourState(call);
            case "bit-errors" -> Loss.bitErrors(call.takes("rate").probability("rate"));
            case "outages", "fixed-outages" -> {
                call.takes("up", "down");
                yield new OutageLoss(
                        call.time("up"), call.time("down"), call.name().startsWith("fixed"));
            }
            case "packets" -> Loss.packets(String.join(",", call.arguments()));
            default ->
                throw new IllegalArgumentException(
                        "unknown loss \"" + call.name() + "\" (known: a percentage, " + MODELS + ")");
        };
    }

    private static Loss fourState(Call call) {
        if (call.toString().contains("burst")) {
            call.takes("loss", "burst", "density", "isolated", "good-run");
            return FourStateLoss.ofOutcomes(
                    call.probability("loss"),
                    call.number("burst"),
                    call.probability("density"),
                    call.probability("isolated", Probability.ZERO),
                    call.has("good-run") ? call.number("good-run") : 1);
        }
        call.takes("p13", "p31", "p32", "p23", "p14");
        Probability p13 = call.probability("p13");
        return new FourStateLoss(
                p13,
                call.probability("p31", Probability.of(1 - p13.value())),
                call.probability("p32", Probability.ZERO),
                call.probability("p23", Probability.ONE),
                call.probability("p14", Probability.ZERO));
    }
}
