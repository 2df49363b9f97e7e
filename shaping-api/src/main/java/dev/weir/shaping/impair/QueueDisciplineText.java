package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.StringJoiner;

/** Queue disciplines as text: a name, and parameters in parentheses where they differ from the usual ones. */
final class QueueDisciplineText {
    private static final String KNOWN = "tail-drop, head-drop, codel, fq-codel, pie, red";

    private QueueDisciplineText() {}

    static QueueDiscipline parse(String text) {
        Parameters parameters = Parameters.parse("queue discipline", text);
        QueueDiscipline discipline =
                switch (parameters.name()) {
                    case "tail-drop" -> TailDrop.INSTANCE;
                    case "head-drop" -> HeadDrop.INSTANCE;
                    case "codel" -> codel(parameters);
                    case "fq-codel" -> fqCodel(parameters);
                    case "pie" -> pie(parameters);
                    case "red" -> red(parameters);
                    default ->
                        throw new IllegalArgumentException(
                                "unknown queue discipline (known: " + KNOWN + "): \"" + parameters.name() + "\"");
                };
        parameters.requireNoOther();
        return discipline;
    }

    private static Codel codel(Parameters parameters) {
        Codel usual = Codel.DEFAULT;
        return new Codel(
                parameters.time("target", usual.target()),
                parameters.time("interval", usual.interval()),
                parameters.bytes("mtu", usual.mtu()),
                parameters.flag("ecn"));
    }

    private static FqCodel fqCodel(Parameters parameters) {
        FqCodel usual = FqCodel.DEFAULT;
        return new FqCodel(
                codel(parameters),
                parameters.number("flows", usual.flows()),
                parameters.bytes("quantum", usual.quantum()));
    }

    private static Pie pie(Parameters parameters) {
        return new Pie(
                parameters.time("target", Pie.DEFAULT.target()),
                parameters.time("burst", Pie.DEFAULT.burst()),
                parameters.flag("ecn"));
    }

    private static Red red(Parameters parameters) {
        return new Red(
                parameters.size("min"),
                parameters.size("max"),
                parameters.probability("probability"),
                parameters.number("weight", Red.DEFAULT_WEIGHT),
                !parameters.flag("abrupt"),
                parameters.flag("ecn"));
    }

    static String format(Codel codel) {
        return called("codel", words(codel));
    }

    static String format(FqCodel queues) {
        StringJoiner words = words(queues.codel());
        if (queues.flows() != FqCodel.DEFAULT.flows()) {
            words.add("flows=" + queues.flows());
        }
        addBytes(words, "quantum", queues.quantum(), FqCodel.DEFAULT.quantum());
        return called("fq-codel", words);
    }

    private static StringJoiner words(Codel codel) {
        StringJoiner words = new StringJoiner(", ");
        addTime(words, "target", codel.target(), Codel.DEFAULT.target());
        addTime(words, "interval", codel.interval(), Codel.DEFAULT.interval());
        addBytes(words, "mtu", codel.mtu(), Codel.DEFAULT.mtu());
        addFlag(words, "ecn", codel.ecn());
        return words;
    }

    static String format(Pie pie) {
        StringJoiner words = new StringJoiner(", ");
        addTime(words, "target", pie.target(), Pie.DEFAULT.target());
        addTime(words, "burst", pie.burst(), Pie.DEFAULT.burst());
        addFlag(words, "ecn", pie.ecn());
        return called("pie", words);
    }

    static String format(Red red) {
        StringJoiner words = new StringJoiner(", ");
        words.add("min=" + red.least());
        words.add("max=" + red.most());
        words.add("probability=" + red.probability());
        if (red.weight() != Red.DEFAULT_WEIGHT) {
            words.add("weight=" + red.weight());
        }
        addFlag(words, "abrupt", !red.gentle());
        addFlag(words, "ecn", red.ecn());
        return called("red", words);
    }

    private static String called(String name, StringJoiner words) {
        return words.length() == 0 ? name : name + "(" + words + ")";
    }

    private static void addTime(StringJoiner words, String name, Duration value, Duration usual) {
        if (!value.equals(usual)) {
            words.add(name + "=" + Durations.format(value));
        }
    }

    private static void addBytes(StringJoiner words, String name, int value, int usual) {
        if (value != usual) {
            words.add(name + "=" + value + " B");
        }
    }

    private static void addFlag(StringJoiner words, String name, boolean set) {
        if (set) {
            words.add(name);
        }
    }

    static void requireTime(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(QueueDiscipline.MAX_TIME) > 0) {
            throw new IllegalArgumentException(name + " must be within 1 ns..3 s: " + Durations.format(time));
        }
    }

    static void requireBytes(String name, int bytes, int least, int most) {
        if (bytes < least || bytes > most) {
            throw new IllegalArgumentException(name + " must be within " + least + ".." + most + " bytes: " + bytes);
        }
    }
}
