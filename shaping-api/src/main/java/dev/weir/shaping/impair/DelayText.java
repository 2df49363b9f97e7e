package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the text form of a {@link Delay}. Not thread-safe. */
final class DelayText {
    private static final Pattern PHRASES = Pattern.compile(
            " (?:correlated over [^ ]+(?: (?:ns|us|µs|ms|s|sec|min|h)(?= |$))?"
                    + "|correlated [^ ]+(?: %)?|in order|in any order|overtaking at most [^ ]+|shared|per flow)(?= |$)");
    private static final String EXPECTED =
            "\"correlated 25 %\", \"correlated over 50 ms\", \"in order\", \"in any order\", \"overtaking at most 3\","
                    + " \"shared\" or \"per flow\"";
    private static final String MODELS =
            "uniform, normal, pareto, pareto-normal, log-normal, gamma, laplace, empirical,"
                    + " sine, square, triangle, netem";
    private static final String OVER = "correlated over ";

    private Delay delay;

    private DelayText(Delay model) {
        this.delay = model;
    }

    static Delay parse(String text) {
        Phrases phrases = new Phrases(text, PHRASES);
        Call call = Call.of(phrases.model());
        DelayText reader =
                new DelayText(call == null ? Delay.constant(Durations.parse("delay", phrases.model())) : model(call));
        phrases.forEach(EXPECTED, DelayText::topic, reader::modify);
        return reader.delay;
    }

    private static String topic(String phrase) {
        return switch (phrase) {
            case "shared", "per flow" -> "scope";
            default -> phrase.startsWith("correlated") ? "correlation" : "order";
        };
    }

    private void modify(String phrase) {
        String last = phrase.substring(phrase.lastIndexOf(' ') + 1);
        switch (phrase) {
            case "shared" -> delay = delay.shared();
            case "per flow" -> delay = delay.perFlow();
            case "in order" -> delay = delay.order(DelayOrder.KEPT);
            case "in any order" -> delay = delay.order(DelayOrder.FREE);
            default ->
                delay = phrase.startsWith("correlated")
                        ? correlated(phrase)
                        : delay.order(DelayOrder.overtakingAtMost(Numbers.whole("packets overtaken", last)));
        }
    }

    private Delay correlated(String phrase) {
        return phrase.startsWith(OVER)
                ? delay.correlatedOver(Durations.parse("time of correlation", phrase.substring(OVER.length())))
                : delay.correlated(Probability.parse(phrase.substring(phrase.indexOf(' ') + 1))
                        .value());
    }

    private static Delay model(Call call) {
        return switch (call.name()) {
            case "uniform" -> {
                call.takes("delay", "jitter");
                yield Delay.uniform(call.time("delay"), call.time("jitter"));
            }
            case "normal" -> {
                call.takes("mean", "deviation");
                yield Delay.normal(call.time("mean"), call.time("deviation"));
            }
            case "pareto" -> {
                call.takes("minimum", "shape");
                yield Delay.pareto(call.time("minimum"), call.number("shape"));
            }
            case "pareto-normal" -> {
                call.takes("mean", "deviation");
                yield Delay.paretoNormal(call.time("mean"), call.time("deviation"));
            }
            case "laplace" -> {
                call.takes("mean", "scale");
                yield Delay.laplace(call.time("mean"), call.time("scale"));
            }
            default -> other(call);
        };
    }

    private static Delay other(Call call) {
        return switch (call.name()) {
            case "log-normal" -> logNormal(call);
            case "gamma" -> {
                call.takes("shape", "scale", "minimum");
                yield Delay.gamma(call.number("shape"), call.time("scale"), call.time("minimum", Duration.ZERO));
            }
            case "empirical" -> EmpiricalDelay.parse(call.arguments());
            case "sine", "square", "triangle" -> {
                call.takes("base", "amplitude", "period");
                yield Delay.wave(
                        WaveDelay.Form.valueOf(call.name().toUpperCase(Locale.ROOT)),
                        call.time("base"),
                        call.time("amplitude"),
                        call.time("period"));
            }
            case "netem" -> {
                call.takes("table", "mean", "jitter");
                yield Delay.netem(NetemDelay.Table.parse(call.text("table")), call.time("mean"), call.time("jitter"));
            }
            default ->
                throw new IllegalArgumentException(
                        "unknown delay \"" + call.name() + "\" (known: a time, " + MODELS + ")");
        };
    }

    private static Delay logNormal(Call call) {
        call.takes("median", "p99", "sigma");
        if (call.has("p99") && call.has("sigma")) {
            throw new IllegalArgumentException("log-normal takes p99 or sigma, not both: " + call);
        }
        return call.has("sigma")
                ? Delay.logNormal(call.time("median"), call.number("sigma"))
                : Delay.logNormal(call.time("median"), call.time("p99"));
    }
}
