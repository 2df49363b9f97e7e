package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.impair.Durations;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text forms of faults. */
final class FaultText {
    private static final String WAY = "(upload|download)";
    private static final List<Form> FORMS = List.of(
            new Form("cut " + WAY, "cut upload", m -> new Fault.Cut(way(m, 1))),
            new Form("stall " + WAY, "stall upload", m -> new Fault.Stall(way(m, 1))),
            new Form("black hole " + WAY, "black hole upload", m -> new Fault.BlackHole(way(m, 1))),
            new Form("refuse", "refuse", m -> new Fault.Refuse()),
            new Form("full backlog", "full backlog", m -> new Fault.FullBacklog()),
            new Form(
                    "reset after (.+) of " + WAY,
                    "reset after 10 kB of download",
                    m -> new Fault.ResetAfterBytes(way(m, 2), DataSize.parse(m.group(1)))),
            new Form(
                    "reset after (.+)",
                    "reset after 2 s",
                    m -> new Fault.ResetAfterTime(Durations.parse("age", m.group(1)))),
            new Form(
                    "close after (.+) of " + WAY,
                    "close after 1 kB of upload",
                    m -> new Fault.CloseAfterBytes(way(m, 2), DataSize.parse(m.group(1)))),
            new Form(
                    "slow close (.+)",
                    "slow close 2 s",
                    m -> new Fault.SlowClose(Durations.parse("delay", m.group(1)))),
            new Form(
                    "slice " + WAY + " (.+) every (.+)",
                    "slice download 100 B every 5 ms",
                    m -> new Fault.Slice(way(m, 1), DataSize.parse(m.group(2)), Durations.parse("gap", m.group(3)))),
            new Form("fail first ([0-9]{1,9})", "fail first 2", m -> new Fault.FailFirst(Integer.parseInt(m.group(1)))),
            new Form(
                    "first byte of " + WAY + " after (.+)",
                    "first byte of download after 200 ms",
                    m -> new Fault.FirstByteDelay(way(m, 1), Durations.parse("delay", m.group(2)))));

    private record Form(Pattern pattern, String example, Function<MatchResult, Fault> reader) {
        Form(String pattern, String example, Function<MatchResult, Fault> reader) {
            this(Pattern.compile(pattern), example, reader);
        }
    }

    private FaultText() {}

    private static RelayDirection way(MatchResult match, int group) {
        return RelayDirection.valueOf(match.group(group).toUpperCase(Locale.ROOT));
    }

    static Fault parse(String text) {
        String words = text.strip().replaceAll("\\s++", " ");
        for (Form form : FORMS) {
            Matcher matcher = form.pattern.matcher(words);
            if (matcher.matches()) {
                try {
                    return form.reader.apply(matcher);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("\"" + words + "\": " + e.getMessage(), e);
                }
            }
        }
        throw new IllegalArgumentException("unknown fault \"" + words + "\" (known, by example: "
                + String.join("; ", FORMS.stream().map(Form::example).toList()) + ")");
    }
}
