package dev.weir.cli;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.TraceSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --download} and {@code --upload}; a trace is any file that the user names. */
final class LineSpec implements ITypeConverter<Impairment> {
    @Override
    public Impairment convert(String text) {
        try {
            return Impairment.parse(text, TraceSource.anywhere());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
