package dev.weir.cli;

import dev.weir.shaping.impair.Impairment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --download} and {@code --upload}. */
final class LineSpec implements ITypeConverter<Impairment> {
    @Override
    public Impairment convert(String text) {
        try {
            return Impairment.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
