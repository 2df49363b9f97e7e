package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Texts that nobody should type, for every parser: fixed ones, and seeded random ones of which some are mutations of texts that
 * the parser reads.
 *
 * <p>A parser may answer a value, which must then read back from its own print, or an {@link IllegalArgumentException} of exactly
 * that class whose message names the parameter. Anything else fails.
 */
public final class HostileTexts {
    private static final int RANDOM_TEXTS = 120_000;
    private static final long SEED = 20_260_101;
    private static final String LONG_BLANKS = " ".repeat(50_000);
    private static final String LONG_DIGITS = "9".repeat(50_000);
    private static final List<String> PIECES = List.of(
            "0",
            "1",
            "9",
            "00",
            "255",
            "256",
            "65536",
            "1e9",
            "E-5",
            "e99",
            "e999999999",
            ".",
            "..",
            "-",
            "+",
            ":",
            "::",
            "/",
            "_",
            ",",
            "=",
            "%",
            " ",
            "  ",
            "\t",
            "\n",
            "\u00A0",
            "\u2003",
            "\u0000",
            "٣",
            "１",
            "²",
            "½",
            "µ",
            "ß",
            "ı",
            "İ",
            "K",
            "ﬁ",
            "𝟗",
            "\uD800",
            "kB",
            "MB/s",
            "kbit/s",
            "ms",
            "h",
            "p",
            "packets",
            "packets/s",
            " and ",
            "NaN",
            "Infinity",
            "0x1F",
            "ff",
            "TCP",
            "US",
            "\"",
            "\\",
            "$1",
            "[",
            "]",
            "(");

    private HostileTexts() {}

    /**
     * Feeds the texts to a parser.
     *
     * @param parser the parser
     * @param valid texts that it reads, to be mutated
     * @param names what every refusal must contain one of
     * @return how many of the texts were read
     */
    public static int feed(Function<String, ?> parser, List<String> valid, String... names) {
        int read = 0;
        for (String text : fixed(valid)) {
            read += feed(parser, text, names);
        }
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            read += feed(parser, i % 2 == 0 ? assembled(random) : mutated(random, valid), names);
        }
        return read;
    }

    private static int feed(Function<String, ?> parser, String text, String... names) {
        Object value;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getClass()).as("refusal of <%s>", text).isSameAs(IllegalArgumentException.class);
            if (!namesOne(String.valueOf(e.getMessage()), names)) {
                fail("refusal of <" + text + "> does not name the parameter: " + e.getMessage());
            }
            return 0;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("parsing <" + text + ">", e);
        }
        if (!parser.apply(value.toString()).equals(value)) {
            fail("<" + text + "> was read as <" + value + ">, which does not read back");
        }
        return 1;
    }

    private static boolean namesOne(String message, String... names) {
        for (String name : names) {
            if (message.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> fixed(List<String> valid) {
        List<String> texts = new ArrayList<>(PIECES);
        Collections.addAll(texts, "", LONG_BLANKS, LONG_DIGITS, "1" + LONG_BLANKS + "x y", "a" + LONG_BLANKS + "b");
        Collections.addAll(texts, "1e2147483647", "1e-2147483648", "1E+99999999999", "-0", "0".repeat(10_000));
        Collections.addAll(texts, ".".repeat(50_000), ":".repeat(44), "a".repeat(50_000), "1.".repeat(20_000));
        for (String text : valid) {
            texts.add(text + LONG_BLANKS + "!");
            texts.add(LONG_BLANKS + text + "\n!");
            texts.add(LONG_DIGITS + text);
            texts.add(text.repeat(5_000));
            texts.add((text + LONG_BLANKS).repeat(2) + "and");
        }
        return texts;
    }

    private static String assembled(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i >= 0; i--) {
            text.append(
                    random.nextInt(4) == 0
                            ? String.valueOf((char) random.nextInt(0x3000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String mutated(Random random, List<String> valid) {
        StringBuilder text = new StringBuilder(valid.get(random.nextInt(valid.size())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(3));
            text.replace(at, end, random.nextInt(3) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
