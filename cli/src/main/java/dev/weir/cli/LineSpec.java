package dev.weir.cli;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.impair.TraceSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --download} and {@code --upload}: a line, or a timeline of lines, which begins with a digit; a trace is any file that the user names. */
final class LineSpec implements ITypeConverter<Timeline<Impairment>> {
    @Override
    public Timeline<Impairment> convert(String text) {
        try {
            String words = text.strip();
            boolean steps = !words.isEmpty() && Character.isDigit(words.charAt(0));
            return steps ? Timeline.parse(words) : Timeline.of(Impairment.parse(words, TraceSource.anywhere()));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** As one writes it. */
    static String text(Timeline<Impairment> line) {
        return line.constant() ? line.values().get(0).toString() : line.toString();
    }
}
