package dev.weir.shaping.impair;

import java.math.BigInteger;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words {@code overhead}, {@code mpu} and {@code cells}. */
final class FramingWords implements PartWords {
    private static final Pattern BYTES = Pattern.compile("([+-]?[0-9]{1,40})\\s*(?:B|byte|bytes)?");

    private static final Pattern CELLS = Pattern.compile("(unpadded )?\\s*([0-9]{1,7})\\s*([+-][0-9]{1,7})");

    private int overhead;
    private int minimum;
    private Framing.Cells cells = Framing.Cells.NONE;

    @Override
    public List<String> names() {
        return List.of("overhead", "mpu", "cells");
    }

    @Override
    public void read(String name, String value) {
        switch (name) {
            case "overhead" -> overhead = bytes(name, value, Framing.MIN_OVERHEAD, Framing.MAX_OVERHEAD);
            case "mpu" -> minimum = bytes(name, value, 0, Framing.MAX_MINIMUM);
            default -> cells = cells(value);
        }
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.framing(framing());
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.framing().equals(Framing.NONE)) {
            words.add(impairment.framing().toString());
        }
    }

    private static Framing.Cells cells(String value) {
        return switch (value) {
            case "none" -> Framing.Cells.NONE;
            case "atm" -> Framing.Cells.ATM;
            case "ptm" -> Framing.Cells.PTM;
            default -> numbered(value);
        };
    }

    private static Framing.Cells numbered(String value) {
        Matcher matcher = CELLS.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "cells must be none, atm, ptm, or payload and overhead such as 100+5: \"" + value + "\"");
        }
        return new Framing.Cells(
                Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1) == null);
    }

    static String name(Framing.Cells cells) {
        if (cells.equals(Framing.Cells.NONE)) {
            return "none";
        }
        if (cells.equals(Framing.Cells.ATM)) {
            return "atm";
        }
        if (cells.equals(Framing.Cells.PTM)) {
            return "ptm";
        }
        String sign = cells.overhead() < 0 ? "" : "+";
        return (cells.padded() ? "" : "unpadded ") + cells.payload() + sign + cells.overhead();
    }

    Framing framing() {
        return new Framing(overhead, minimum, cells);
    }

    private static int bytes(String name, String value, int least, int most) {
        Matcher matcher = BYTES.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " must be whole bytes within " + least + ".." + most + ": \"" + value + "\"");
        }
        BigInteger number = new BigInteger(matcher.group(1));
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw Framing.outOfRange(name, least, most, "\"" + value + "\"");
        }
        return number.intValue();
    }
}
