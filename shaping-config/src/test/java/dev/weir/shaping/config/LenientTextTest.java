package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LenientTextTest {
    @Test
    void reads_what_people_write_for_json() throws ConfigurationException {
        ObjectNode node = Json.parse(
                """
                /* a comment with 0xFF */
                {
                    bare: 'single 0x10 \\' quotes',   // "0x11"
                    "hex": [0xCAFE, 0X0, 0x1ffFFffff,],
                    'back': "http: \\\\host", "odd": "\\q",
                }
                """);
        assertThat(node.toString())
                .isEqualTo(
                        "{\"bare\":\"single 0x10 ' quotes\",\"hex\":[51966,0,8589934591],\"back\":\"http: \\\\host\",\"odd\":\"q\"}");
    }

    @Test
    void hexadecimal_numbers_keep_their_width() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long value = random.nextLong() >>> (28 + random.nextInt(36));
            String hex = "0x" + Long.toHexString(value);
            String decimal = HexNumbers.toDecimal(hex);
            assertThat(decimal).hasSameSizeAs(hex);
            assertThat(Long.parseLong(decimal.strip())).isEqualTo(value);
        }
    }

    @Test
    void leaves_other_words_and_unfinished_texts_alone() {
        for (String text :
                new String[] {"0x", "0xG", "x0x1", "1_0x1", "0x1234567890", "'0x1", "\"\\", "/* 0x1", "/0", "// 0x1"}) {
            assertThat(HexNumbers.toDecimal(text)).isEqualTo(text);
        }
    }

    @Test
    void hostile_texts_are_faults_and_nothing_else() {
        Random random = new Random(2);
        String alphabet = "{}[]:,'\"\\/*0x1truefalsenull \nrulesnamepriority-.eE";
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder("{rules:");
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Read.faults(text.toString());
        }
        Read.faults("{a:" + "[".repeat(100_000));
        Read.faults("{rules:" + "[{any:".repeat(100_000));
    }

    @Test
    void mutated_documents_are_faults_and_nothing_else() throws ConfigurationException {
        Random random = new Random(3);
        String[] values = {
            "null", "7", "-1", "1e400", "\"x\"", "[]", "{}", "[1]", "[{}]", "true", "\"0-9999999999999999999\""
        };
        for (int i = 0; i < 40; i++) {
            String text = ConfigurationWriter.text(Configuration.EMPTY.withRules(new RandomRules(i).rules()));
            String[] lines = text.split("\n", -1);
            for (int j = 0; j < 20; j++) {
                String[] changed = lines.clone();
                int line = random.nextInt(lines.length);
                changed[line] =
                        lines[line].replaceFirst(": .*?(,?)$", ": " + values[random.nextInt(values.length)] + "$1");
                Read.faults(String.join("\n", changed));
            }
        }
    }
}
